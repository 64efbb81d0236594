import type { Problem, VerificationState } from '@vitrina/contract'
import { useState } from 'preact/hooks'
import { words } from '../../language.ts'
import { Button, ButtonLink } from '../../parts/button.tsx'
import { Countdown, useSecondsUntil } from '../../parts/countdown.tsx'
import { toast } from '../../parts/toast.tsx'
import { problemOf } from '../../problem.ts'
import { api } from '../../site.ts'
import type { Verification } from './use-verification.ts'

interface ResendProps {
  verification: Verification
  state: VerificationState
  onSent: () => void
  onProblem: (problem: Problem) => void
}

/** Another code, once the server allows one; and the chat, for who lost sight of it. */
export function Resend({ verification, state, onSent, onProblem }: ResendProps) {
  const [busy, setBusy] = useState(false)
  const left = useSecondsUntil(state.resendAt)
  const { code } = words.value
  const chat = chatOf(verification.kept?.verification?.telegramLink)

  async function send() {
    setBusy(true)
    try {
      verification.learn(await api.post('/api/auth/verifications/:id/resend', { id: state.id }))
      onSent()
      toast(code.resent)
    } catch (caught) {
      onProblem(problemOf(caught))
    } finally {
      setBusy(false)
    }
  }

  return (
    <div class="waiting-else">
      {left > 0 && state.resendAt ? (
        <p class="soft resend-wait">
          {code.resendIn} <Countdown until={state.resendAt} />
        </p>
      ) : (
        <Button kind="plain" busy={busy} onClick={() => void send()}>
          {code.resend}
        </Button>
      )}
      {chat && (
        <ButtonLink kind="plain" href={chat} target="_blank" rel="noopener">
          {code.openChat}
        </ButtonLink>
      )}
    </div>
  )
}

// The link to the bot without its start word: that one is spent.
function chatOf(link: string | undefined): string | undefined {
  return link?.split('?')[0]
}
