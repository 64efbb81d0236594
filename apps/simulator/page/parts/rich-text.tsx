import type { TelegramMessageEntity } from '@gramio/types'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { bot, doIt } from '../model.ts'
import { words } from '../words.ts'

/** A text with its entities, which may lie inside one another. */
export function RichText({ text, entities }: { text: string; entities: TelegramMessageEntity[] }) {
  const sorted = entities.toSorted((left, right) => left.offset - right.offset || right.length - left.length)
  return <>{nest(text, sorted, 0, text.length)}</>
}

function nest(text: string, entities: TelegramMessageEntity[], from: number, to: number): ComponentChildren[] {
  const parts: ComponentChildren[] = []
  let at = from
  for (let index = 0; index < entities.length; ) {
    const entity = entities[index]
    if (!entity) break
    const end = Math.min(entity.offset + entity.length, to)
    const rest = entities.slice(index + 1)
    const count = rest.findIndex((other) => other.offset >= end)
    const inside = count < 0 ? rest : rest.slice(0, count)
    if (entity.offset > at) parts.push(text.slice(at, entity.offset))
    parts.push(
      <Entity key={`${entity.type}${entity.offset}`} entity={entity} raw={text.slice(entity.offset, end)}>
        {nest(text, inside, entity.offset, end)}
      </Entity>,
    )
    at = end
    index += 1 + inside.length
  }
  if (at < to) parts.push(text.slice(at, to))
  return parts
}

interface EntityProps {
  entity: TelegramMessageEntity
  raw: string
  children: ComponentChildren
}

function Entity({ entity, raw, children }: EntityProps) {
  switch (entity.type) {
    case 'bold':
      return <b>{children}</b>
    case 'italic':
      return <i>{children}</i>
    case 'underline':
      return <u>{children}</u>
    case 'strikethrough':
      return <s>{children}</s>
    case 'code':
      return <code>{children}</code>
    case 'pre':
      return <pre>{children}</pre>
    case 'blockquote':
    case 'expandable_blockquote':
      return <q class="quote">{children}</q>
    case 'spoiler':
      return <Spoiler>{children}</Spoiler>
    case 'text_link':
      return <Link href={entity.url ?? raw}>{children}</Link>
    case 'url':
      return <Link href={raw}>{children}</Link>
    case 'email':
      return <a href={`mailto:${raw}`}>{children}</a>
    case 'bot_command':
      return (
        <button type="button" class="link" onClick={() => void doIt('say', { text: raw })}>
          {children}
        </button>
      )
    default:
      return <>{children}</>
  }
}

function Link({ href, children }: { href: string; children: ComponentChildren }) {
  return (
    <a href={pageLink(href)} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  )
}

/** Where a link leads from here: a `t.me` address of this bot is this very page. */
export function pageLink(href: string): string {
  const full = /^[a-z][a-z0-9+.-]*:/iu.test(href) ? href : `http://${href}`
  const own = /^https?:\/\/(?:t\.me|telegram\.me)\/(\w+)(\?.*)?$/iu.exec(full)
  if (own && own[1]?.toLowerCase() === bot.value?.username.toLowerCase()) return `/${own[1]}${own[2] ?? ''}`
  return /^(?:https?|tg|mailto):/iu.test(full) ? full : '#'
}

function Spoiler({ children }: { children: ComponentChildren }) {
  const [shown, setShown] = useState(false)
  if (shown) return <span>{children}</span>
  return (
    <button type="button" class="spoiler" aria-label={words().spoiler} onClick={() => setShown(true)}>
      <span aria-hidden="true">{children}</span>
    </button>
  )
}
