import { words } from '../../language.ts'
import { shop } from '../../shop.ts'
import { BotCodeForm } from './bot-code-form.tsx'
import { BotLink } from './bot-link.tsx'

/** From the bot's side: it is told the number first, and its code is typed here (D7). */
export function Form() {
  const { botLink } = shop.value
  if (!botLink) return null
  return (
    <>
      <BotLink link={botLink}>{words.value.botCode.open}</BotLink>
      <BotCodeForm />
    </>
  )
}
