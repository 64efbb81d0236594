import { useEffect, useRef } from 'preact/hooks'
import {
  answerContact,
  backButton,
  closeMiniApp,
  contactAsked,
  mainButton,
  miniApp,
  setFrame,
  tellMiniApp,
} from '../mini-app.ts'
import { bot } from '../model.ts'
import { words } from '../words.ts'
import { Icon } from './icons.tsx'

/** The Mini App over the chat, in a frame, with what Telegram puts around it. */
export function MiniAppSheet() {
  const opened = miniApp.value
  const t = words()
  if (!opened) return null
  const name = bot.value?.name ?? t.bot
  return (
    <section class="mini-app" aria-label={t.miniApp}>
      <Bar name={name} />
      <iframe
        ref={setFrame}
        title={name}
        src={opened.url}
        sandbox="allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox"
      />
      {mainButton.value && (
        <button
          type="button"
          class="mini-app-main"
          style={mainButton.value.colours}
          disabled={!mainButton.value.active}
          onClick={() => tellMiniApp('main_button_pressed')}
        >
          {mainButton.value.text}
        </button>
      )}
      {contactAsked.value && <ContactQuestion />}
    </section>
  )
}

function Bar({ name }: { name: string }) {
  const t = words()
  return (
    <header class="mini-app-bar">
      {backButton.value ? (
        <button type="button" class="mini-app-close" onClick={() => tellMiniApp('back_button_pressed')}>
          <Icon name="back" />
          {t.back}
        </button>
      ) : (
        <button type="button" class="mini-app-close" onClick={closeMiniApp}>
          {t.close}
        </button>
      )}
      <div>
        <h2>{name}</h2>
        <p>{t.miniApp}</p>
      </div>
      {backButton.value && (
        <button type="button" class="mini-app-close" onClick={closeMiniApp}>
          {t.close}
        </button>
      )}
    </header>
  )
}

/** As Telegram asks before a Mini App gets the number. */
function ContactQuestion() {
  const dialog = useRef<HTMLDialogElement>(null)
  const t = words()
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} class="sheet" aria-labelledby="contact-question" onCancel={() => void answerContact(false)}>
      <h2 id="contact-question">{t.shareQuestion}</h2>
      <p>{t.shareExplained(bot.value?.name ?? t.bot)}</p>
      <div class="mini-app-answers">
        <button type="button" class="button quiet" onClick={() => void answerContact(false)}>
          {t.cancel}
        </button>
        <button type="button" class="button" onClick={() => void answerContact(true)}>
          {t.share}
        </button>
      </div>
    </dialog>
  )
}
