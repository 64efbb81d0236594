import { useEffect, useRef, useState } from 'preact/hooks'
import type { ChatStatus, PersonView } from '../../src/control/page-types.ts'
import { doIt } from '../model.ts'
import { words } from '../words.ts'
import { CardForm } from './card-form.tsx'
import { Icon } from './icons.tsx'
import { Menu } from './menu.tsx'
import { ReplyKeyboard } from './reply-keyboard.tsx'

/** Where one writes, with the attachments and the bot's reply keyboard. */
export function Composer({ status, person }: { status: ChatStatus; person: PersonView }) {
  const [text, setText] = useState('')
  const [choosingCard, setChoosingCard] = useState(false)
  const { keyboard, replyAsked } = status
  const [keyboardOpen, setKeyboardOpen] = useState(true)
  // A new keyboard opens by itself, a one-time one closes after its use.
  useEffect(() => setKeyboardOpen(!keyboard?.hidden), [keyboard?.messageId, keyboard?.hidden])
  const input = useRef<HTMLTextAreaElement>(null)
  const t = words()

  async function send() {
    const typed = text.trim()
    if (typed === '') return
    setText('')
    if (!(await doIt('say', { text: typed }))) setText(typed)
    input.current?.focus()
  }

  return (
    <>
      {choosingCard && <CardForm person={person} onDone={() => setChoosingCard(false)} />}
      <form
        class="composer"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <AttachMenu onCard={() => setChoosingCard(true)} />
        <textarea
          ref={input}
          rows={1}
          value={text}
          aria-label={t.message}
          placeholder={replyAsked?.placeholder ?? (keyboardOpen ? keyboard?.placeholder : undefined) ?? t.message}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => sendOnEnter(event, send)}
        />
        {keyboard && <KeyboardToggle open={keyboardOpen} onToggle={() => setKeyboardOpen(!keyboardOpen)} />}
        <button type="submit" class="icon-button send" aria-label={t.send} disabled={text.trim() === ''}>
          <Icon name="send" />
        </button>
      </form>
      {keyboard && keyboardOpen && <ReplyKeyboard keyboard={keyboard} />}
    </>
  )
}

function sendOnEnter(event: KeyboardEvent, send: () => Promise<void>): void {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  void send()
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
