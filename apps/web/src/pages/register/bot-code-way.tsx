import { words } from '../../language.ts'
import { shop } from '../../shop.ts'
import { BotCodeForm } from './bot-code-form.tsx'
import { BotLink } from './bot-link.tsx'
import './bot-code.css'

/** Registering from the bot's side: it is told the number first, and its code is typed here (D7). */
export function Form() {
  const { botCode } = words.value
  const { botLink } = shop.value
  if (!botLink) return null
  return (
    <section class="bot-code">
      <p class="soft">{botCode.lead}</p>
      <BotLink link={botLink}>{botCode.open}</BotLink>
      <BotCodeForm />
    </section>
  )
}
