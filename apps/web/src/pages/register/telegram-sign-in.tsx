import { useState } from 'preact/hooks'
import { words } from '../../language.ts'
import { shop } from '../../shop.ts'
import { BotCodeForm } from './bot-code-form.tsx'
import { BotLink } from './bot-link.tsx'
import './bot-code.css'

/** The Telegram button of the sign-in (D7); the code is asked for once the bot was opened. */
export function TelegramSignIn() {
  const [isOpened, setIsOpened] = useState(false)
  const { botCode } = words.value
  const { botLink } = shop.value
  if (!botLink) return null
  return (
    <section class="bot-code">
      <BotLink link={botLink} onOpen={() => setIsOpened(true)}>
        {botCode.signIn}
      </BotLink>
      {isOpened && (
        <>
          <p class="soft" role="status">
            {botCode.lead}
          </p>
          <BotCodeForm />
        </>
      )}
    </section>
  )
}
