import type { TelegramMessageEntity, TelegramMessageEntityType } from '@gramio/types'
import { badRequest } from './errors.ts'
import { addEntity, byteOffset, type ParsedText } from './text.ts'

interface OpenMark {
  type: TelegramMessageEntityType
  closing: string
  offset: number
  at: number
  language?: string
}

const reserved = '_*[]()~`>#+-=|{}.!'

const names: Partial<Record<TelegramMessageEntityType, string>> = {
  bold: 'Bold',
  italic: 'Italic',
  underline: 'Underline',
  strikethrough: 'Strikethrough',
  spoiler: 'Spoiler',
  code: 'Code',
  pre: 'Pre',
  text_link: 'TextUrl',
  custom_emoji: 'CustomEmoji',
}

/** Parses `parse_mode: MarkdownV2`; a reserved character that is not escaped is refused. */
export function parseMarkdownV2(source: string): ParsedText {
  const result: ParsedText = { text: '', entities: [] }
  const open: OpenMark[] = []
  let quoteFrom: number | undefined
  let at = 0
  while (at < source.length) {
    const lineStart = at === 0 || source[at - 1] === '\n'
    const top = open.at(-1)
    const verbatim = top?.type === 'code' || top?.type === 'pre'
    if (!verbatim && lineStart && source[at] === '>') {
      quoteFrom ??= result.text.length
      at += 1
      continue
    }
    if (quoteFrom !== undefined && lineStart) quoteFrom = endQuote(result, quoteFrom)
    if (source[at] === '\\' && isAscii(source[at + 1])) {
      result.text += source[at + 1]
      at += 2
    } else if (top && source.startsWith(top.closing, at) && !isLonger(source, at, top)) {
      open.pop()
      at = closeMark(source, at, top, result)
    } else if (!reserved.includes(source[at] ?? '') || (verbatim && source[at] !== '`')) {
      result.text += source[at]
      at += 1
    } else at = openMark(source, at, open, result.text.length)
  }
  const left = open.pop()
  if (left) {
    throw fault(`Can't find end of ${names[left.type]} entity at byte offset ${byteOffset(source, left.at)}`)
  }
  if (quoteFrom !== undefined) endQuote(result, quoteFrom)
  return result
}

/** `_` does not end italic where `__` stands: that is underline. */
function isLonger(source: string, at: number, top: OpenMark): boolean {
  return top.type === 'italic' && source[at + 1] === '_'
}

function endQuote(result: ParsedText, offset: number): undefined {
  const length = result.text.trimEnd().length - offset
  addEntity(result, { type: 'blockquote', offset, length })
  return undefined
}

const marks: readonly [string, TelegramMessageEntityType, string][] = [
  ['__', 'underline', '__'],
  ['_', 'italic', '_'],
  ['*', 'bold', '*'],
  ['~', 'strikethrough', '~'],
  ['||', 'spoiler', '||'],
  ['```', 'pre', '```'],
  ['`', 'code', '`'],
  ['![', 'custom_emoji', ']'],
  ['[', 'text_link', ']'],
]

function openMark(source: string, at: number, open: OpenMark[], offset: number): number {
  const mark = marks.find(([opening]) => source.startsWith(opening, at))
  if (!mark) throw fault(`Character '${source[at]}' is reserved and must be escaped with the preceding '\\'`)
  const [opening, type, closing] = mark
  const opened: OpenMark = { type, closing, offset, at }
  open.push(opened)
  let next = at + opening.length
  if (type === 'pre') {
    const language = /^([^\s`]*)\r?\n/u.exec(source.slice(next))
    if (language?.[1]) opened.language = language[1]
    next += language?.[0].length ?? 0
  }
  return next
}

function closeMark(source: string, at: number, mark: OpenMark, result: ParsedText): number {
  let next = at + mark.closing.length
  const entity: TelegramMessageEntity = {
    type: mark.type,
    offset: mark.offset,
    length: result.text.length - mark.offset,
    ...(mark.language ? { language: mark.language } : {}),
  }
  if (mark.type === 'text_link' || mark.type === 'custom_emoji') {
    let url = result.text.slice(mark.offset)
    if (source[next] === '(') [url, next] = readUrl(source, next + 1)
    else if (mark.type === 'custom_emoji') throw fault('Custom emoji entity must contain a tg://emoji URL')
    if (mark.type === 'text_link') entity.url = url
    else entity.custom_emoji_id = /[?&]id=(\d+)/u.exec(url)?.[1] ?? ''
  }
  addEntity(result, entity)
  return next
}

function readUrl(source: string, from: number): [string, number] {
  let url = ''
  for (let at = from; at < source.length; at++) {
    if (source[at] === ')') return [url, at + 1]
    if (source[at] === '\\' && isAscii(source[at + 1])) at += 1
    url += source[at]
  }
  throw fault(`Can't find end of a URL at byte offset ${byteOffset(source, from)}`)
}

const legacyMarks: Record<string, TelegramMessageEntityType> = { '*': 'bold', _: 'italic', '`': 'code', '```': 'pre' }

/** Parses the old `parse_mode: Markdown`: four marks and links, no nesting. */
export function parseMarkdown(source: string): ParsedText {
  const result: ParsedText = { text: '', entities: [] }
  const pattern = /\\([_*`[])|(```|[*_`])([\s\S]*?)(\2)|\[([^\]]*)\]\(([^)]*)\)|([_*`[])|([^_*`[\\]+|\\)/gu
  for (const match of source.matchAll(pattern)) {
    const [whole, escaped, mark, inner, , label, url, unclosed] = match
    if (unclosed) {
      throw fault(`Can't find end of the entity starting at byte offset ${byteOffset(source, match.index)}`)
    }
    const offset = result.text.length
    result.text += escaped ?? inner ?? label ?? whole
    const type = legacyMarks[mark ?? '']
    const length = result.text.length - offset
    if (type) addEntity(result, { type, offset, length })
    if (url !== undefined) addEntity(result, { type: 'text_link', offset, length, url })
  }
  return result
}

function isAscii(character: string | undefined): boolean {
  return character !== undefined && character > '\0' && character <= '~'
}

function fault(reason: string): Error {
  return badRequest(`can't parse entities: ${reason}`)
}
