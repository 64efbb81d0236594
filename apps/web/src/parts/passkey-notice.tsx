import type { PasskeyWords } from '@vitrina/contract/words/site/ru-passkeys'
import { Notice } from './notice.tsx'
import type { PasskeyFailure } from './passkey-ceremony.ts'
import { ProblemNotice } from './problem-notice.tsx'
import type { Sending } from './use-sending.ts'

interface PasskeyNoticeProps {
  say: PasskeyWords
  sending: Sending
  failure: PasskeyFailure | undefined
}

/** Why a passkey was not added: the server's word, or the device's. */
export function PasskeyNotice({ say, sending, failure }: PasskeyNoticeProps) {
  const failures = { cancelled: say.notAdded, known: say.known, failed: say.failed }
  return (
    <>
      <ProblemNotice problem={sending.problem} pause={sending.pause} />
      {failure && (
        <Notice>
          <p role="status">{failures[failure]}</p>
        </Notice>
      )}
    </>
  )
}
