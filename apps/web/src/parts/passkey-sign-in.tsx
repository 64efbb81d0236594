import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { Notice } from './notice.tsx'
import { passkeyPlace } from './passkey-ceremony.ts'
import { usePasskeyWords } from './passkey-words.ts'
import { ProblemNotice } from './problem-notice.tsx'
import { usePasskeySignIn } from './use-passkey-sign-in.ts'
import './passkey-sign-in.css'

/** The way in without a password, beneath the form for one. */
export function PasskeySignIn() {
  const say = usePasskeyWords()
  const { sending, failure, press } = usePasskeySignIn()
  const place = passkeyPlace()
  // Where it leads nowhere it is not mentioned; the cabinet tells who looks for it.
  if (place !== 'here') return null
  return (
    <div class="passkey-sign-in">
      {say && (
        <>
          <p class="or">{say.or}</p>
          <ProblemNotice problem={sending.problem} pause={sending.pause} />
          {failure && (
            <Notice>
              <p role="status">{say.notConfirmed}</p>
            </Notice>
          )}
          <Button
            kind="quiet"
            wide
            busy={sending.busy}
            paused={sending.pause !== undefined}
            onClick={() => void press()}
          >
            <Icon name="key" />
            {say.signIn}
          </Button>
        </>
      )}
    </div>
  )
}
