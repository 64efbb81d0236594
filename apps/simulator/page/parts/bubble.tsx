import type { MessageView } from '../../src/control/page-types.ts'
import { timeText } from '../dates.ts'
import { showMoney } from '../payment.ts'
import { phoneText } from '../phone-text.ts'
import { words } from '../words.ts'
import { Avatar } from './avatar.tsx'
import { InlineKeyboard } from './inline-keyboard.tsx'
import { RichText } from './rich-text.tsx'

/** One message. */
export function Bubble({ message }: { message: MessageView }) {
  const t = words()
  const time = new Date(message.date * 1000)
  return (
    <article class={`message ${message.mine ? 'mine' : 'theirs'}`}>
      <div class="bubble">
        {message.forwardedFrom && (
          <p class="forwarded">
            {t.forwardedFrom} {message.forwardedFrom}
          </p>
        )}
        {message.replyTo && (
          <p class="reply-to">
            <b>{message.replyTo.from}</b> {message.replyTo.text || t.contact}
          </p>
        )}
        {message.photo && <Photo photo={message.photo} />}
        {message.contact && <Contact contact={message.contact} />}
        {message.invoice && <Invoice invoice={message.invoice} />}
        {message.paid && (
          <p class="text">
            {t.paidLine} {showMoney(message.paid.totalAmount, message.paid.currency)}
          </p>
        )}
        {message.text !== '' && (
          <p class="text" title={message.text.startsWith('/start ') ? message.text : undefined}>
            <RichText text={shownText(message)} entities={message.entities} />
          </p>
        )}
        <p class="meta">
          {message.edited && `${t.edited} `}
          <time dateTime={time.toISOString()}>{timeText(time)}</time>
        </p>
      </div>
      {message.inlineKeyboard.length > 0 && <InlineKeyboard messageId={message.id} rows={message.inlineKeyboard} />}
    </article>
  )
}

/** As in Telegram: what a deep link brings is sent to the bot and not shown. */
function shownText({ text, mine }: MessageView): string {
  return mine ? text.replace(/^\/start \S+$/u, '/start') : text
}

function Photo({ photo }: { photo: NonNullable<MessageView['photo']> }) {
  // A known size keeps the chat from jumping when the picture arrives; the style keeps a place otherwise.
  const size = photo.width > 0 ? { width: photo.width, height: photo.height } : {}
  return photo.url ? <img class="photo" src={photo.url} alt={words().photo} {...size} /> : <p>{words().photo}</p>
}

function Invoice({ invoice }: { invoice: NonNullable<MessageView['invoice']> }) {
  const t = words()
  return (
    <div class="invoice">
      <p class="card-name">{invoice.title}</p>
      <p>{invoice.description}</p>
      <p>
        {showMoney(invoice.totalAmount, invoice.currency)} {invoice.isPaid && `· ${t.receipt}`}
      </p>
    </div>
  )
}

function Contact({ contact }: { contact: NonNullable<MessageView['contact']> }) {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ')
  const inTelegram = contact.user_id !== undefined
  return (
    <div class="card">
      <Avatar id={contact.user_id ?? 0} name={name} />
      <div>
        <p class="card-name">{name}</p>
        <p>{phoneText(contact.phone_number)}</p>
        {!inTelegram && <p class="card-note">{words().noTelegram}</p>}
      </div>
    </div>
  )
}
