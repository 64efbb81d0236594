import { words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Notice } from '../../parts/notice.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useSending } from '../../parts/use-sending.ts'
import { shell } from '../../shell/shell.ts'
import { entryProblem, signInFromTelegram, telegramWord } from '../../site.ts'

/** Before the other ways, in the Mini App: there Telegram has said who the person is (E3). */
export function FromMiniApp() {
  // Refused, it is told above the page, together with what to do.
  if (telegramWord.value === 'none' || entryProblem.value) return null
  return (
    <div class="telegram-login">
      {telegramWord.value === 'fresh' ? <ByItsWord /> : <OpenAgain />}
      <p class="or">{words.value.telegramLogin.or}</p>
    </div>
  )
}

function ByItsWord() {
  const sending = useSending()
  return (
    <>
      <ProblemNotice problem={sending.problem} pause={sending.pause} />
      <Button
        kind="quiet"
        wide
        busy={sending.busy}
        paused={sending.pause !== undefined}
        onClick={() => void sending.send(signInFromTelegram)}
      >
        <Icon name="plane" />
        {words.value.telegramLogin.button}
      </Button>
    </>
  )
}

/** It has signed the person in, who has signed out since: asked again the server would only refuse. */
function OpenAgain() {
  const { miniApp } = words.value
  const { close } = shell
  return (
    <Notice>
      <p>{miniApp.again}</p>
      {close && (
        <Button kind="plain" onClick={close}>
          {miniApp.close}
        </Button>
      )}
    </Notice>
  )
}
