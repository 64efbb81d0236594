import type { SmsMessageView } from '../../src/sms/views.ts'
import { copyText } from '../copy.ts'
import { Icon } from '../parts/icons.tsx'
import { language } from '../words.ts'
import { smsWords } from './words.ts'

const providers: Record<SmsMessageView['provider'], string> = {
  twilio: 'Twilio',
  vonage: 'Vonage',
  bird: 'Bird',
  'telegram-gateway': 'Telegram Gateway',
}

/** One message with the code in it at hand. What came by Telegram's Gateway is from its own chat, and looks so. */
export function SmsMessage({ message: { provider, from, text, at } }: { message: SmsMessageView }) {
  const t = smsWords()
  const date = new Date(at)
  const inTelegram = provider === 'telegram-gateway'
  const code = /(?<!\d)\d{4,8}(?!\d)/.exec(text)?.[0]
  return (
    <li class={`sms-message${inTelegram ? ' in-telegram' : ''}`}>
      <p class="sms-from">
        <Icon name={inTelegram ? 'chat' : 'sms'} />
        <b>{inTelegram ? t.gateway : from}</b>
        <time dateTime={date.toISOString()}>{shortTime(date)}</time>
      </p>
      <p class="sms-text">{text}</p>
      <p class="sms-by">{t.by(providers[provider])}</p>
      {code && (
        <button type="button" class="code" onClick={() => void copyText(code)}>
          <span class="hidden">{t.code}: </span>
          <span class="digits">{code}</span>
          <Icon name="copy" />
          <b>{t.copy}</b>
        </button>
      )}
    </li>
  )
}

/** The time of a message of today, else its day: in figures, for not every browser knows the months of every language. */
function shortTime(date: Date): string {
  const isToday = date.toDateString() === new Date().toDateString()
  return isToday
    ? date.toLocaleTimeString(language.value, { hour: '2-digit', minute: '2-digit' })
    : date.toLocaleDateString(language.value, { day: '2-digit', month: '2-digit' })
}
