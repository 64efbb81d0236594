import { bot, me, people } from './model.ts'
import { Chat } from './parts/chat.tsx'
import { LanguageChoice } from './parts/language-choice.tsx'
import { MiniAppSheet } from './parts/mini-app-sheet.tsx'
import { Toast } from './parts/notices.tsx'
import { PaymentSheet } from './parts/payment-sheet.tsx'
import { PeoplePicker } from './parts/people-picker.tsx'
import type { Screen } from './screens.ts'
import { words } from './words.ts'

/** The phone, with a word of explanation beside it where there is room. */
function Telegram() {
  const t = words()
  return (
    <div class="desk">
      <aside class="explain">
        <p class="name">{t.title}</p>
        <p class="lead">{t.about}</p>
        <p>{t.aboutMore}</p>
        <ol>
          {t.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <LanguageChoice />
        {bot.value?.siteUrl && (
          <a class="button quiet" href={bot.value.siteUrl}>
            {t.backToSite}
          </a>
        )}
      </aside>
      <main class="phone">
        <div class="screen">
          {me.value ? <Chat person={me.value} /> : <PeoplePicker people={people.value} />}
          <MiniAppSheet />
          <PaymentSheet />
          <Toast />
        </div>
      </main>
    </div>
  )
}

export const telegramScreen: Screen = {
  id: 'telegram',
  icon: 'chat',
  label: () => 'Telegram',
  title: () => words().title,
  View: Telegram,
}
