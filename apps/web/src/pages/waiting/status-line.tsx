import type { VerificationState } from '@vitrina/contract'
import { words } from '../../language.ts'
import { Countdown } from '../../parts/countdown.tsx'
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
  const now = state.codeRefused ? waiting.codeRefused : waiting.status[state.status]
  return (
    <div class="status-line">
      <p role="status">{verification.trouble ? waiting.trouble : (text ?? now)}</p>
      <div class="status-left">
        <Countdown until={state.expiresAt} onEnd={verification.look} aloud />
        <span aria-hidden="true">{waiting.left}</span>
      </div>
    </div>
  )
}
