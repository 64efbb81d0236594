import type { VerificationState } from '@vitrina/contract'
import { words } from '../../language.ts'
import { Countdown } from '../../parts/countdown.tsx'
import { ways } from '../../parts/way-words.ts'
import { carriedWords } from './carried-words.ts'
import type { Verification } from './use-verification.ts'

interface StatusLineProps {
  verification: Verification
  state: VerificationState
  /** In place of the status, where the page knows better. */
  text?: string | undefined
}

/** What is happening now, and how long there is. */
export function StatusLine({ verification, state, text }: StatusLineProps) {
  const { waiting } = words.value
  const isWaiting = state.status !== 'code_sent' && state.status !== 'verified' && !state.codeRefused && !state.mismatch
  const now = statusOf(state)
  return (
    <div class={isWaiting ? 'status-line waits' : 'status-line'}>
      <p role="status">{verification.trouble ? waiting.trouble : (text ?? now)}</p>
      <div class="status-left">
        <Countdown until={state.expiresAt} onEnd={verification.look} aloud />
        <span aria-hidden="true">{waiting.left}</span>
      </div>
    </div>
  )
}

function statusOf({ method, status, codeRefused, mismatch }: VerificationState): string {
  const { waiting, code } = words.value
  // What went wrong is told above, and what can be done; here only whether there is time for it.
  if (codeRefused || mismatch) return code.spentStatus
  const carried = carriedWords(method)
  if (carried) {
    if (status === 'code_sent') return carried.sent
    return status === 'verified' ? carried.verified : carried.sending
  }
  const asksNoNumber = method === 'telegram_code' && status === 'claimed'
  return asksNoNumber ? ways.words.value.waiting.claimed : waiting.status[status]
}
