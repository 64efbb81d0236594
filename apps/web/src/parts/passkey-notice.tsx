import type { PasskeyWords } from '@vitrina/contract/words/site/ru-passkeys'
import { navigate } from '../router.tsx'
import { signOut } from '../site.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'
import type { PasskeyFailure } from './passkey-ceremony.ts'
import { ProblemNotice } from './problem-notice.tsx'
import { type Sending, useSending } from './use-sending.ts'

interface PasskeyNoticeProps {
  say: PasskeyWords
  sending: Sending
  failure?: PasskeyFailure | undefined
}

/** Why a passkey was not added or removed, and the way on when it takes a fresh sign-in. */
export function PasskeyNotice({ say, sending, failure }: PasskeyNoticeProps) {
  const leaving = useSending()
  const { problem, pause } = sending
  const failures = { cancelled: say.notAdded, known: say.known, failed: say.failed }
  // Back here once signed in; the sign-in page takes only guests.
  const again = () => signOut(() => navigate('/login?next=/account'))
  return (
    <>
      <ProblemNotice problem={leaving.problem} />
      {problem?.code === 'identity.step_up_required' ? (
        <Notice>
          <p role="status">{problem.detail}</p>
          <Button kind="plain" busy={leaving.busy} onClick={() => void leaving.send(again)}>
            {say.signInAgain}
          </Button>
        </Notice>
      ) : (
        <ProblemNotice problem={problem} pause={pause} />
      )}
      {failure && (
        <Notice>
          <p role="status">{failures[failure]}</p>
        </Notice>
      )}
    </>
  )
}
