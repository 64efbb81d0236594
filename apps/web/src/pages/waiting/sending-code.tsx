import type { VerificationState } from '@vitrina/contract'
import { Notice } from '../../parts/notice.tsx'
import { carriedWords } from './carried-words.ts'
import { ChangeRecipient } from './change-recipient.tsx'
import { Resend } from './resend.tsx'
import { StatusLine } from './status-line.tsx'
import type { Verification } from './use-verification.ts'

interface SendingCodeProps {
  verification: Verification
  state: VerificationState
  /** To whom, as the person knows it. */
  to: string
}

/** Nobody has to do anything: the code is on its way, or did not arrive. */
export function SendingCode({ verification, state, to }: SendingCodeProps) {
  const carried = carriedWords(state.method)
  return (
    <div class="sending-code">
      {state.codeRefused && (
        <Notice tone="bad">
          <p>{carried?.refused(to)}</p>
        </Notice>
      )}
      <StatusLine verification={verification} state={state} />
      {state.codeRefused ? (
        <Resend verification={verification} state={state} isNeeded={false} onSent={() => {}}>
          <ChangeRecipient state={state} />
        </Resend>
      ) : (
        <div class="waiting-else">
          <ChangeRecipient state={state} />
        </div>
      )}
    </div>
  )
}
