import type { TelegramMessageEntity, TelegramMessageEntityType } from '@gramio/types'
import { detectEntities } from '../world/entities.ts'
import { badRequest } from './errors.ts'
import { linkFault } from './links.ts'
import { parseHtml } from './text-html.ts'
import { parseMarkdown, parseMarkdownV2 } from './text-markdown.ts'

export interface ParsedText {
  text: string
  entities: TelegramMessageEntity[]
}

// Telegram keeps the first hundred and forgets the rest.
const keptEntities = 100

const settableTypes: ReadonlySet<string> = new Set<TelegramMessageEntityType>([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
  'code',
  'pre',
  'text_link',
  'text_mention',
  'custom_emoji',
  'date_time',
])

/** Reads a text with its `parse_mode` or its entities, trimmed, with what Telegram marks by itself. */
export function readText(text: string, parseMode: string | undefined, entities: unknown[] | undefined): ParsedText {
  const parsed = trim(parse(text, parseMode, entities))
  const taken = parsed.entities.filter((entity) => !isDeadLink(entity))
  return { text: parsed.text, entities: detectEntities(parsed.text, taken).slice(0, keptEntities) }
}

function parse(text: string, parseMode: string | undefined, entities: unknown[] | undefined): ParsedText {
  switch (parseMode?.toLowerCase()) {
    case undefined:
    case '':
    case 'none':
      return { text, entities: (entities ?? []).flatMap((entity) => readEntity(entity, text)) }
    case 'html':
      return parseHtml(text)
    case 'markdownv2':
      return parseMarkdownV2(text)
    case 'markdown':
      return parseMarkdown(text)
    default:
      throw badRequest('unsupported parse_mode')
  }
}

function readEntity(value: unknown, text: string): TelegramMessageEntity[] {
  if (typeof value !== 'object' || value === null) throw badRequest("can't parse MessageEntity: expected an Object")
  const { type, offset, length } = value as Record<string, unknown>
  if (typeof type !== 'string' || !Number.isInteger(offset) || !Number.isInteger(length)) {
    throw badRequest('can\'t parse MessageEntity: fields "type", "offset" and "length" are required')
  }
  // The others are found by Telegram itself, whatever is claimed.
  if (!settableTypes.has(type)) return []
  const entity = value as TelegramMessageEntity
  if (entity.offset < 0 || entity.length <= 0 || entity.offset + entity.length > text.length) return []
  return [entity]
}

/** A link that Telegram would not open is shown as plain text. */
function isDeadLink(entity: TelegramMessageEntity): boolean {
  return entity.type === 'text_link' && linkFault(entity.url ?? '') !== undefined
}

function trim(parsed: ParsedText): ParsedText {
  const text = parsed.text.trimEnd()
  const cut = text.length - text.trimStart().length
  const entities = parsed.entities.flatMap((entity) => {
    const offset = Math.max(entity.offset - cut, 0)
    const end = Math.min(entity.offset + entity.length, text.length) - cut
    return end > offset ? [{ ...entity, offset, length: end - offset }] : []
  })
  return { text: text.trimStart(), entities }
}

/** Adds an entity that covers something. */
export function addEntity(result: ParsedText, entity: TelegramMessageEntity): void {
  if (entity.length > 0) result.entities.push(entity)
}

/** Telegram counts places in a text's bytes. */
export function byteOffset(source: string, at: number): number {
  return Buffer.byteLength(source.slice(0, at))
}
