import type { ComponentChildren } from 'preact'
import { words } from '../../language.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { shell } from '../../shell/shell.ts'

interface BotLinkProps {
  link: string
  children: ComponentChildren
}

/** The way into the bot, beside this page: its code is typed here. */
export function BotLink({ link, children }: BotLinkProps) {
  return (
    <ButtonLink
      kind="quiet"
      href={link}
      target="_blank"
      rel="noopener"
      wide
      onClick={(event) => {
        if (shell.openTelegram(link)) event.preventDefault()
      }}
    >
      <Icon name="plane" />
      {children}
      <span class="unseen">, {words.value.waiting.newTab}</span>
    </ButtonLink>
  )
}
