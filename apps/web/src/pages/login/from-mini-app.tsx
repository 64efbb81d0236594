import { words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { shell } from '../../shell/shell.ts'
import { entryProblem, signInFromTelegram, telegramWord } from '../../site.ts'
import { TelegramButton } from './telegram-button.tsx'

/** Before the other ways, in the Mini App: there Telegram has said who the person is (E3). */
export function FromMiniApp() {
  // Refused, it is told above the page, together with what to do.
  if (telegramWord.value === 'none' || entryProblem.value) return null
  return (
    <div class="telegram-login">
      {telegramWord.value === 'fresh' ? <TelegramButton onPress={signInFromTelegram} /> : <OpenAgain />}
      <p class="or">{words.value.telegramLogin.or}</p>
    </div>
  )
}

/** It has signed the person in once: asked again the server would only refuse. */
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
