import { useSignalEffect } from '@preact/signals'
import { bot } from '../model.ts'
import { Icon } from '../parts/icons.tsx'
import { LanguageChoice } from '../parts/language-choice.tsx'
import { Toast } from '../parts/notices.tsx'
import { phoneText } from '../phone-text.ts'
import { connected } from '../stream.ts'
import { words } from '../words.ts'
import { chooseNumber, inbox, markSeen, messages, number, numbers, ownerOf } from './model.ts'
import { SmsMessage } from './sms-message.tsx'
import { smsWords } from './words.ts'

/** Somebody's phone with its messages, and a word of explanation beside it where there is room. */
export function SmsPhone() {
  useSignalEffect(markSeen)
  const t = smsWords()
  return (
    <div class="desk">
      <aside class="explain">
        <p class="name">{t.title}</p>
        <p class="lead">{t.about}</p>
        <p>{t.aboutMore}</p>
        <LanguageChoice />
        {bot.value?.siteUrl && (
          <a class="button quiet" href={bot.value.siteUrl}>
            {words().backToSite}
          </a>
        )}
      </aside>
      <main class="phone">
        <div class="screen sms">
          <h1 class="hidden">{t.title}</h1>
          <NumberChoice />
          {!connected.value && (
            <p class="problem" role="alert">
              {words().unreachable}
            </p>
          )}
          <Inbox />
          <footer class="narrow-only sms-foot">
            <LanguageChoice />
            {bot.value?.siteUrl && <a href={bot.value.siteUrl}>{words().backToSite}</a>}
          </footer>
          <Toast />
        </div>
      </main>
    </div>
  )
}

function NumberChoice() {
  return (
    <header class="sms-head">
      <label class="field">
        <span>{smsWords().number}</span>
        <select value={number.value} onChange={(event) => chooseNumber(event.currentTarget.value)}>
          {numbers.value.map((phone) => (
            <option key={phone} value={phone}>
              {[phoneText(phone), ownerOf(phone)].filter(Boolean).join(' · ')}
            </option>
          ))}
        </select>
      </label>
    </header>
  )
}

function Inbox() {
  const t = smsWords()
  if (messages.value && inbox.value.length === 0) {
    return (
      <div class="sms-none">
        <Icon name="sms" />
        <h2>{t.emptyTitle}</h2>
        <p>{t.empty}</p>
      </div>
    )
  }
  return (
    <section class="sms-list" aria-label={t.messages}>
      <ol aria-live="polite" aria-busy={messages.value === undefined}>
        {inbox.value.map((message) => (
          <SmsMessage key={message.id} message={message} />
        ))}
      </ol>
    </section>
  )
}
