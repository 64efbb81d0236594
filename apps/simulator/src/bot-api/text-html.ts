import type { TelegramMessageEntity, TelegramMessageEntityType } from '@gramio/types'
import { badRequest } from './errors.ts'
import { addEntity, byteOffset, type ParsedText } from './text.ts'

const types: Record<string, TelegramMessageEntityType> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  'tg-emoji': 'custom_emoji',
  'tg-time': 'date_time',
}

const references: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }

interface OpenTag {
  name: string
  attributes: Map<string, string>
  offset: number
}

/** Parses `parse_mode: HTML`: the few tags that Telegram knows, nested, everything else refused. */
export function parseHtml(source: string): ParsedText {
  const result: ParsedText = { text: '', entities: [] }
  const open: OpenTag[] = []
  for (let at = 0; at < source.length; ) {
    if (source[at] === '&') {
      const [character, length] = readReference(source, at)
      result.text += character
      at += length
    } else if (source[at] !== '<') {
      result.text += source[at]
      at += 1
    } else if (source[at + 1] === '/') at = closeTag(source, at, open, result)
    else at = openTag(source, at, open, result.text.length)
  }
  const left = open.pop()
  if (left) throw fault(`Can't find end tag corresponding to start tag "${left.name}"`)
  return result
}

function openTag(source: string, at: number, open: OpenTag[], offset: number): number {
  const name = (/^[^\s>]*/u.exec(source.slice(at + 1))?.[0] ?? '').toLowerCase()
  const unclosed = `Unclosed start tag at byte offset ${byteOffset(source, at)}`
  if (at + 1 + name.length >= source.length) throw fault(unclosed)
  if (!types[name]) throw fault(`Unsupported start tag "${name}" at byte offset ${byteOffset(source, at)}`)
  const end = tagEnd(source, at)
  if (end < 0) throw fault(unclosed)
  const attributes = readAttributes(source.slice(at + 1 + name.length, end), name, byteOffset(source, at))
  if (name === 'span' && attributes.get('class') !== 'tg-spoiler') {
    throw fault(`Tag "span" must have class "tg-spoiler" at byte offset ${byteOffset(source, at)}`)
  }
  open.push({ name, attributes, offset })
  return end + 1
}

function closeTag(source: string, at: number, open: OpenTag[], result: ParsedText): number {
  const tag = open.pop()
  if (!tag) throw fault(`Unexpected end tag at byte offset ${byteOffset(source, at)}`)
  const end = source.indexOf('>', at)
  if (end < 0) throw fault(`Unclosed end tag at byte offset ${byteOffset(source, at)}`)
  const name = source
    .slice(at + 2, end)
    .trim()
    .toLowerCase()
  if (name !== '' && name !== tag.name) {
    const where = byteOffset(source, at)
    throw fault(`Unmatched end tag at byte offset ${where}, expected "</${tag.name}>", found "</${name}>"`)
  }
  closeEntity(tag, result)
  return end + 1
}

function closeEntity(tag: OpenTag, result: ParsedText): void {
  const length = result.text.length - tag.offset
  const type = types[tag.name]
  if (!type) return
  const entity: TelegramMessageEntity = { type, offset: tag.offset, length }
  const language = /^language-(.+)$/u.exec(tag.attributes.get('class') ?? '')?.[1]
  if (type === 'text_link') {
    entity.url = tag.attributes.get('href') || result.text.slice(tag.offset)
    addEntity(result, entity)
  } else if (type === 'code' && language) {
    // <pre><code class="language-…">: one entity, made when <pre> closes over it.
    addEntity(result, { ...entity, language })
  } else if (type === 'pre') {
    const inner = result.entities.find(
      (other) => other.type === 'code' && other.offset === tag.offset && other.length === length,
    )
    result.entities = result.entities.filter((other) => other !== inner)
    addEntity(result, { ...entity, ...(inner?.language ? { language: inner.language } : {}) })
  } else if (type === 'custom_emoji') {
    addEntity(result, { ...entity, custom_emoji_id: tag.attributes.get('emoji-id') ?? '' })
  } else if (type === 'date_time') {
    addEntity(result, { ...entity, unix_time: Number(tag.attributes.get('unix') ?? 0) })
  } else if (type === 'blockquote' && tag.attributes.has('expandable')) {
    addEntity(result, { ...entity, type: 'expandable_blockquote' })
  } else addEntity(result, entity)
}

/** The place of the `>` that ends a tag; one inside a quoted value does not. */
function tagEnd(source: string, from: number): number {
  let quote = ''
  for (let at = from + 1; at < source.length; at++) {
    const character = source[at] ?? ''
    if (quote) quote = character === quote ? '' : quote
    else if (character === '>') return at
    else if ((character === '"' || character === "'") && source[at - 1] === '=') quote = character
  }
  return -1
}

function readAttributes(source: string, tag: string, at: number): Map<string, string> {
  const attributes = new Map<string, string>()
  const pattern = /\s+(?:([^\s=]*)\s*=\s*("[^"]*"|'[^']*'|[\w.-]*)|([^\s=]+))/uy
  for (let match = pattern.exec(source); match; match = pattern.exec(source)) {
    const name = match[1] ?? match[3] ?? ''
    if (name === '') throw fault(`Empty attribute name in the tag "${tag}" at byte offset ${at}`)
    const value = (match[2] ?? '').replace(/^["']|["']$/gu, '')
    attributes.set(
      name.toLowerCase(),
      value.replace(/&(?:#\d+|#x[\da-f]+|[a-z]+);?/giu, (found) => readReference(found, 0)[0]),
    )
  }
  return attributes
}

/** A character reference; what is none of the known stays as it is written. */
function readReference(source: string, at: number): [string, number] {
  const match = /^&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]+));?/iu.exec(source.slice(at, at + 12))
  const named = references[match?.[3] ?? '']
  if (match && named) return [named, match[0].length]
  const code = match?.[1] ? Number.parseInt(match[1], 16) : Number(match?.[2] ?? 0)
  if (match && code > 0 && code < 0x10ffff) return [String.fromCodePoint(code), match[0].length]
  return ['&', 1]
}

function fault(reason: string): Error {
  return badRequest(`can't parse entities: ${reason}`)
}
