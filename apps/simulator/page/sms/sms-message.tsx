import type { SmsMessageView } from '../../src/sms/views.ts'
import { copyText } from '../copy.ts'
import { briefly } from '../dates.ts'
import { Icon } from '../parts/icons.tsx'
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
        <time dateTime={date.toISOString()}>{briefly(date)}</time>
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
