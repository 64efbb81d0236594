import { passkeyPlace } from '../../parts/passkey-ceremony.ts'
import { hasTelegramLogin, InPlaceOfForm, TelegramLogin } from '../../parts/telegram-login.tsx'
import { safeNext } from '../../routes.ts'
import { shop } from '../../shop.ts'
import { telegramWord } from '../../site.ts'
import { beginVerification } from '../waiting/begin.ts'
import { TelegramButton } from './telegram-button.tsx'
import { type CodeWay, hrefOf } from './ways.ts'

interface ThroughTelegramProps {
  way: CodeWay | undefined
  search: string
}

/** The Telegram button of the sign-in (D7): one, by Telegram's own page where the shop has it, else by the bot. */
export function ThroughTelegram({ way, search }: ThroughTelegramProps) {
  if (telegramWord.value !== 'none') return null
  const isAfterOther = !way && passkeyPlace() === 'here'
  if (hasTelegramLogin()) return <TelegramLogin next={safeNext(search)} isAfterOther={isAfterOther} />
  if (!shop.value.methods.includes('telegram_name')) return null
  return (
    <InPlaceOfForm isAfterOther={isAfterOther}>
      <TelegramButton
        onPress={() => beginVerification({ body: { method: 'telegram_name' }, from: hrefOf(way, search) })}
      />
    </InPlaceOfForm>
  )
}
