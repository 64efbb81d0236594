import { words } from '../language.ts'
import { shop } from '../shop.ts'
import { ButtonLink } from './button.tsx'
import { Icon } from './icon.tsx'
import './telegram-login.css'

/** The way in by Telegram's own sign-in page, where the shop has it; `next` is where to go then. */
export function TelegramLogin({ next }: { next: string }) {
  const { telegramLogin } = words.value
  if (!shop.value.methods.includes('telegram_oidc')) return null
  return (
    <div class="telegram-login">
      <p class="soft">{telegramLogin.or}</p>
      <ButtonLink kind="quiet" wide href={telegramLoginAddress(next)}>
        <Icon name="plane" />
        {telegramLogin.button}
      </ButtonLink>
    </div>
  )
}

export const telegramLoginAddress = (next: string) =>
  `/api/auth/telegram/start?${new URLSearchParams({ return: next })}`
