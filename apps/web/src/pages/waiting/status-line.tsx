import type { VerificationState } from '@vitrina/contract'
import { words } from '../../language.ts'
import { Countdown } from '../../parts/countdown.tsx'
import type { Verification } from './use-verification.ts'

/** What is happening now, and how long there is. */
export function StatusLine({ verification, state }: { verification: Verification; state: VerificationState }) {
  const { waiting } = words.value
  return (
    <div class="status-line">
      <p role="status">{verification.trouble ? waiting.trouble : waiting.status[state.status]}</p>
      <Countdown until={state.expiresAt} onEnd={verification.look} aloud />
    </div>
  )
}
