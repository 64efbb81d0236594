import type { Problem, VerificationState } from '@vitrina/contract'
import type { ComponentChildren } from 'preact'
import { words } from '../../language.ts'
import { Button, ButtonLink } from '../../parts/button.tsx'
import { Countdown, useSecondsUntil } from '../../parts/countdown.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { toast } from '../../parts/toast.tsx'
import { type Sending, useSending } from '../../parts/use-sending.ts'
import { api } from '../../site.ts'
import { codeWords } from './carried-words.ts'
import { isPastEnd } from './use-hold.ts'
import type { Verification } from './use-verification.ts'

interface ResendProps {
  verification: Verification
  state: VerificationState
  /** Nothing can be done with the code sent last: without another one this is the end. */
  isNeeded: boolean
  /** Whether the chat is led to from here; elsewhere a button for it stands already. */
  hasChat?: boolean
  onSent: () => void
  /** Another way on, beside it. */
  children?: ComponentChildren
}

/** Another code, once the server allows one; and the chat, for who lost sight of it. */
export function Resend({ verification, state, isNeeded, hasChat = true, onSent, children }: ResendProps) {
  const sending = useSending()
  const { code } = words.value
  const chat = hasChat && chatOf(verification.kept?.verification.telegramLink)
  const next = sending.pause ?? state.resendAt
  const isLast = next !== undefined && isPastEnd(state, next)

  async function send() {
    verification.learn(await api.post('/api/auth/verifications/:id/resend', { id: state.id }))
    onSent()
    toast(codeWords(state.method).resent)
  }

  function refuse(problem: Problem) {
    if (isNeeded && problem.status === 429) verification.holdFor(problem)
    sending.show(problem)
  }

  return (
    <>
      {!isLast && <ProblemNotice problem={sending.problem} pause={sending.pause} />}
      <div class="waiting-else">
        {isLast ? (
          <p class="soft resend-wait">{code.last}</p>
        ) : (
          <AnotherCode from={state.resendAt} sending={sending} onAsk={() => void sending.send(send, refuse)} />
        )}
        {chat && (
          <ButtonLink kind="plain" href={chat} target="_blank" rel="noopener">
            {code.openChat}
          </ButtonLink>
        )}
        {children}
      </div>
    </>
  )
}

interface AnotherCodeProps {
  from: string | undefined
  sending: Sending
  onAsk: () => void
}

function AnotherCode({ from, sending, onAsk }: AnotherCodeProps) {
  const left = useSecondsUntil(from)
  const { code } = words.value
  if (from && left > 0) {
    return (
      <p class="soft resend-wait">
        {code.resendIn} <Countdown until={from} />
      </p>
    )
  }
  return (
    <Button kind="plain" busy={sending.busy} paused={sending.pause !== undefined} onClick={onAsk}>
      {code.resend}
    </Button>
  )
}

// The link to the bot without its start word: that one is spent.
function chatOf(link: string | undefined): string | undefined {
  return link?.split('?')[0]
}
