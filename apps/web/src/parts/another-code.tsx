import type { VerificationState } from '@vitrina/contract'
import { cabinet } from '../cabinet-words.ts'
import { words } from '../language.ts'
import { api } from '../site.ts'
import { Button } from './button.tsx'
import { Countdown, useSecondsUntil } from './countdown.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { toast } from './toast.tsx'
import { useSending } from './use-sending.ts'

interface AnotherCodeProps {
  state: VerificationState
  onSent: (part: Partial<VerificationState>) => void
}

/** Another code, once the server allows one; nothing before there was a first. */
export function AnotherCode({ state: { id, resendAt }, onSent }: AnotherCodeProps) {
  const sending = useSending()
  const left = useSecondsUntil(resendAt)
  const { proof } = cabinet.value
  if (!resendAt) return null

  async function send() {
    onSent(await api.post('/api/auth/verifications/:id/resend', { id }))
    toast(proof.resent)
  }

  return (
    <>
      <ProblemNotice problem={sending.problem} pause={sending.pause} />
      {left > 0 ? (
        <p class="soft another-code">
          {words.value.code.resendIn} <Countdown until={resendAt} />
        </p>
      ) : (
        <Button
          kind="plain"
          busy={sending.busy}
          paused={sending.pause !== undefined}
          onClick={() => void sending.send(send)}
        >
          {proof.again}
        </Button>
      )}
    </>
  )
}
