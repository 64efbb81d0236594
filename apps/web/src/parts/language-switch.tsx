import type { Locale } from '@vitrina/contract'
import { locale, speak, words } from '../language.ts'
import { shop } from '../shop.ts'
import { api, session } from '../site.ts'
import { Icon } from './icon.tsx'
import { toast } from './toast.tsx'
import './language-switch.css'

/** Turns the page to another language, and tells the account, so that the bot follows. */
export async function chooseLanguage(next: Locale): Promise<void> {
  try {
    await speak(next, { keep: true })
    if (session.state.value.status === 'signedIn')
      session.update(await api.patch('/api/me', { body: { locale: next } }))
  } catch {
    toast(words.value.network)
  }
}

/** A short sign over the browser's own list: small on a phone, known to every reader. */
export function LanguageSwitch() {
  const { language, languages } = words.value
  return (
    <label class="language-switch">
      <span class="unseen">{language}</span>
      <span class="language-sign" aria-hidden="true">
        {locale.value.toUpperCase()}
        <Icon name="down" size={14} />
      </span>
      <select
        name="language"
        value={locale.value}
        onChange={(event) => void chooseLanguage(event.currentTarget.value as Locale)}
      >
        {shop.value.locales.map((code) => (
          <option key={code} value={code} lang={code}>
            {languages[code]}
          </option>
        ))}
      </select>
    </label>
  )
}
