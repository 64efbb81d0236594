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

interface KeyProps {
  button: TelegramInlineKeyboardButton
  /** Its message, row and column. */
  place: [number, number, number]
}

function Key({ button, place }: KeyProps) {
  const look = `key ${button.style ?? ''}`
  if (button.url) return <LinkKey text={button.text} url={button.url} look={look} />
  const press = actionOf(button, place)
  const isBusy = button.callback_data !== undefined && pressed.value === place.join('/')
  // As Telegram names it where the bot does not: in the person's language, not in the bot's.
  const isUnnamed = button.pay && button.text === 'Pay'
  const refused = press ? {} : { disabled: true, title: words().notSimulated }
  return (
    <button type="button" class={look} aria-busy={isBusy} onClick={press} {...refused}>
      {isUnnamed ? words().pay : button.text}
      {button.copy_text && <Icon name="copy" />}
    </button>
  )
}

function LinkKey({ text, url, look }: { text: string; url: string; look: string }) {
  return (
    <a class={look} href={pageLink(url)} target="_blank" rel="noopener noreferrer">
      {text}
      <span class="hidden"> ({words().opensLink})</span>
      <Icon name="outside" />
    </a>
  )
}

/** What pressing it does; nothing where it asks for what is not simulated. */
function actionOf(
  { copy_text: copy, ...button }: TelegramInlineKeyboardButton,
  [messageId, row, column]: KeyProps['place'],
): (() => void) | undefined {
  if (copy) return () => void copyText(copy.text)
  if (button.callback_data) return () => void pressInline(messageId, row, column)
  if (button.pay) return () => void openInvoice({ messageId })
  if (button.web_app) return () => void openByButton({ messageId, row, column })
  return undefined
}
