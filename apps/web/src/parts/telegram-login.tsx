import type { ComponentChildren } from 'preact'
import { words } from '../language.ts'
import { shop } from '../shop.ts'
import { ButtonLink } from './button.tsx'
import { Icon } from './icon.tsx'
import './or.css'
import './telegram-login.css'

interface Place {
  /** Another button in place of the form stands above, and has said «or». */
  isAfterOther?: boolean
}

/** The way in by Telegram's own sign-in page, where the shop has it; `next` is where to go then. */
export function TelegramLogin({ next, ...place }: Place & { next: string }) {
  if (!hasTelegramLogin()) return null
  return (
    <InPlaceOfForm {...place}>
      <ButtonLink kind="quiet" wide href={telegramLoginAddress(next)}>
        <Icon name="plane" />
        {words.value.telegramLogin.button}
      </ButtonLink>
    </InPlaceOfForm>
  )
}

/** The one button through Telegram, and what is said of it. */
export function InPlaceOfForm({ isAfterOther = false, children }: Place & { children: ComponentChildren }) {
  return (
    <div class="telegram-login">
      {!isAfterOther && <p class="or">{words.value.telegramLogin.or}</p>}
      {children}
    </div>
  )
}

export const hasTelegramLogin = () => shop.value.methods.includes('telegram_oidc')

export const telegramLoginAddress = (next: string) =>
  `/api/auth/telegram/start?${new URLSearchParams({ return: next })}`
