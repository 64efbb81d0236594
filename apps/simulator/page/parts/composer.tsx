import { useEffect, useRef, useState } from 'preact/hooks'
import type { ChatStatus, PersonView } from '../../src/control/page-types.ts'
import { openByMenu } from '../mini-app.ts'
import { doIt } from '../model.ts'
import { words } from '../words.ts'
import { CardForm } from './card-form.tsx'
import { Icon } from './icons.tsx'
import { Menu } from './menu.tsx'
import { ReplyKeyboard } from './reply-keyboard.tsx'

/** Where one writes, with the attachments and the bot's reply keyboard. */
export function Composer({ status, person }: { status: ChatStatus; person: PersonView }) {
  const { keyboard, replyAsked, miniApp } = status
  const message = useMessage()
  const [choosingCard, setChoosingCard] = useState(false)
  const [keyboardOpen, setKeyboardOpen] = useKeyboardOpen(keyboard)
  const t = words()
  const asked = replyAsked?.placeholder ?? (keyboardOpen ? keyboard?.placeholder : undefined)
  return (
    <>
      {choosingCard && <CardForm person={person} onDone={() => setChoosingCard(false)} />}
      <form
        class="composer"
        onSubmit={(event) => {
          event.preventDefault()
          void message.send()
        }}
      >
        {miniApp && (
          <button type="button" class="menu-app" onClick={() => void openByMenu()}>
            {miniApp.text}
          </button>
        )}
        <AttachMenu onCard={() => setChoosingCard(true)} />
        <MessageText message={message} placeholder={asked ?? t.message} />
        {keyboard && <KeyboardToggle open={keyboardOpen} onToggle={() => setKeyboardOpen(!keyboardOpen)} />}
        <button type="submit" class="icon-button send" aria-label={t.send} disabled={message.isEmpty}>
          <Icon name="send" />
        </button>
      </form>
      {keyboard && keyboardOpen && <ReplyKeyboard keyboard={keyboard} />}
    </>
  )
}

/** A new keyboard opens by itself, a one-time one closes after its use. */
function useKeyboardOpen(keyboard: ChatStatus['keyboard']) {
  const state = useState(true)
  const [, setOpen] = state
  useEffect(() => setOpen(!keyboard?.hidden), [keyboard?.messageId, keyboard?.hidden])
  return state
}

/** What is being written; kept when it could not be sent. */
function useMessage() {
  const [text, setText] = useState('')
  const input = useRef<HTMLTextAreaElement>(null)
  const typed = text.trim()

  async function send() {
    if (typed === '') return
    setText('')
    if (!(await doIt('say', { text: typed }))) setText(typed)
    input.current?.focus()
  }

  return { input, text, setText, isEmpty: typed === '', send }
}

function MessageText({ message, placeholder }: { message: ReturnType<typeof useMessage>; placeholder: string }) {
  return (
    <textarea
      ref={message.input}
      rows={1}
      value={message.text}
      aria-label={words().message}
      placeholder={placeholder}
      onInput={(event) => message.setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
        event.preventDefault()
        void message.send()
      }}
    />
  )
}

function AttachMenu({ onCard }: { onCard: () => void }) {
  const t = words()
  return (
    <Menu id="attach-menu" label={t.attach} icon={<Icon name="clip" />} place="above">
      <button type="button" onClick={() => void doIt('contact')}>
        <Icon name="contact" /> {t.shareOwn}
      </button>
      <button type="button" onClick={onCard}>
        <Icon name="contact" /> {t.shareForeign}
      </button>
    </Menu>
  )
}

function KeyboardToggle({ open, onToggle }: { open: boolean; onToggle: () => void }) {
  const t = words()
  const label = open ? t.hideKeyboard : t.showKeyboard
  return (
    <button type="button" class="icon-button" aria-expanded={open} aria-label={label} onClick={onToggle}>
      <Icon name={open ? 'down' : 'keyboard'} />
    </button>
  )
}
