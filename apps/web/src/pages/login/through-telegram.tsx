import { words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { passkeyPlace } from '../../parts/passkey-ceremony.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { hasTelegramLogin, InPlaceOfForm, TelegramLogin } from '../../parts/telegram-login.tsx'
import { useSending } from '../../parts/use-sending.ts'
import { safeNext } from '../../routes.ts'
import { shop } from '../../shop.ts'
import { telegramWord } from '../../site.ts'
import { beginVerification } from '../waiting/begin.ts'
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
      <ByBot from={hrefOf(way, search)} />
    </InPlaceOfForm>
  )
}

function ByBot({ from }: { from: string }) {
  const sending = useSending()
  const begin = () => beginVerification({ body: { method: 'telegram_name' }, from })
  return (
    <>
      <ProblemNotice problem={sending.problem} pause={sending.pause} />
      <Button
        kind="quiet"
        wide
        busy={sending.busy}
        paused={sending.pause !== undefined}
        onClick={() => void sending.send(begin)}
      >
        <Icon name="plane" />
        {words.value.telegramLogin.button}
      </Button>
    </>
  )
}
