import type { TelegramInlineKeyboardButton } from '@gramio/types'
import { copyText } from '../copy.ts'
import { openByButton } from '../mini-app.ts'
import { pressed, pressInline } from '../model.ts'
import { openInvoice } from '../payment.ts'
import { words } from '../words.ts'
import { Icon } from './icons.tsx'
import { pageLink } from './rich-text.tsx'

/** The buttons under a message. */
export function InlineKeyboard({ messageId, rows }: { messageId: number; rows: TelegramInlineKeyboardButton[][] }) {
  return (
    <div class="inline-keyboard">
      {rows.map((row, rowIndex) => (
        <div class="keys" key={rowIndex}>
          {row.map((button, column) => (
            <Key key={column} button={button} place={[messageId, rowIndex, column]} />
          ))}
        </div>
      ))}
    </div>
  )
}

function Key({ button, place }: { button: TelegramInlineKeyboardButton; place: [number, number, number] }) {
  const t = words()
  const look = `key ${button.style ?? ''}`
  if (button.url) {
    return (
      <a class={look} href={pageLink(button.url)} target="_blank" rel="noopener noreferrer">
        {button.text}
        <span class="hidden"> ({t.opensLink})</span>
        <Icon name="outside" />
      </a>
    )
  }
  if (button.copy_text) {
    const { text } = button.copy_text
    return (
      <button type="button" class={look} onClick={() => void copyText(text)}>
        {button.text}
        <Icon name="copy" />
      </button>
    )
  }
  if (button.callback_data) {
    const busy = pressed.value === place.join('/')
    return (
      <button type="button" class={look} aria-busy={busy} onClick={() => void pressInline(...place)}>
        {button.text}
      </button>
    )
  }
  if (button.pay) {
    return (
      <button type="button" class={look} onClick={() => void openInvoice({ messageId: place[0] })}>
        {button.text}
      </button>
    )
  }
  if (button.web_app) {
    const [messageId, row, column] = place
    return (
      <button type="button" class={look} onClick={() => void openByButton({ messageId, row, column })}>
        {button.text}
      </button>
    )
  }
  return (
    <button type="button" class={look} disabled title={t.notSimulated}>
      {button.text}
    </button>
  )
}
