import { words } from '../language.ts'
import { shell } from '../shell/shell.ts'
import { entryProblem, session } from '../site.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'
import './reopen-notice.css'

/** Telegram's word was not taken, most often because it is used up: what to do about it. */
export function ReopenNotice() {
  const { status } = session.state.value
  const problem = entryProblem.value
  if (!problem || status === 'signedIn') return null
  const { close } = shell
  return (
    <div class="reopen">
      <Notice tone="bad">
        <p>{problem.detail}</p>
        {close && (
          <Button kind="plain" onClick={close}>
            {words.value.miniApp.close}
          </Button>
        )}
      </Notice>
    </div>
  )
}
