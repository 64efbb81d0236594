import { describe, expect, it } from 'vitest'
import { readText } from '../src/bot-api/text.ts'

const read = (mode: string, text: string) => readText(text, mode, undefined)
const reasonOf = (mode: string, text: string) => {
  try {
    read(mode, text)
  } catch (error) {
    return (error as Error).message
  }
  return undefined
}

describe('HTML', () => {
  it('becomes a text with entities counted in UTF-16', () => {
    expect(read('HTML', '👋 <b>Анна &amp; <i>Ко</i></b>')).toEqual({
      text: '👋 Анна & Ко',
      entities: [
        { type: 'bold', offset: 3, length: 9 },
        { type: 'italic', offset: 10, length: 2 },
      ],
    })
  })

  it.each([
    [
      '<a href="https://shop.uz/?a=1&amp;b=2">x</a>',
      { type: 'text_link', offset: 0, length: 1, url: 'https://shop.uz/?a=1&b=2' },
    ],
    ['<span class="tg-spoiler">x</span>', { type: 'spoiler', offset: 0, length: 1 }],
    ['<pre><code class="language-ts">x</code></pre>', { type: 'pre', offset: 0, length: 1, language: 'ts' }],
    ['<blockquote expandable>x</blockquote>', { type: 'expandable_blockquote', offset: 0, length: 1 }],
  ])('%s is understood as Telegram does', (source, entity) => {
    expect(read('HTML', source).entities).toEqual([entity])
  })

  it.each([
    ['<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
    ['ы<div>x</div>', 'Unsupported start tag "div" at byte offset 2'],
    ['<b>x</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ['x</b>', 'Unexpected end tag at byte offset 1'],
    ['x <b', 'Unclosed start tag at byte offset 2'],
    ['x <a href="', 'Unclosed start tag at byte offset 2'],
    ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['1 < 2', 'Unsupported start tag "" at byte offset 2'],
  ])('%s is refused in the words of Telegram', (source, reason) => {
    expect(reasonOf('HTML', source)).toBe(`Bad Request: can't parse entities: ${reason}`)
  })
})

describe('MarkdownV2', () => {
  it('becomes a text with entities', () => {
    expect(read('MarkdownV2', '*b _i_* ||s|| [l](https://a.uz) `c` \\.').entities.map(({ type }) => type)).toEqual([
      'bold',
      'italic',
      'spoiler',
      'text_link',
      'code',
    ])
  })

  it('understands a quotation of several lines', () => {
    expect(read('MarkdownV2', '>a\n>b\nc')).toEqual({
      text: 'a\nb\nc',
      entities: [{ type: 'blockquote', offset: 0, length: 3 }],
    })
  })

  it('understands a block of code with its language', () => {
    expect(read('MarkdownV2', '```ts\nlet a = 1.5\n```').entities).toEqual([
      { type: 'pre', offset: 0, length: 11, language: 'ts' },
    ])
  })

  it.each([
    ['Hello.', "Character '.' is reserved and must be escaped with the preceding '\\'"],
    ['ы *b', "Can't find end of Bold entity at byte offset 3"],
    ['[l](https://a', "Can't find end of a URL at byte offset 4"],
  ])('%s is refused in the words of Telegram', (source, reason) => {
    expect(reasonOf('MarkdownV2', source)).toBe(`Bad Request: can't parse entities: ${reason}`)
  })
})

describe('the old Markdown', () => {
  it('knows bold, italic, code and links', () => {
    const { text, entities } = read('Markdown', '*b* _i_ `c` [l](https://a.uz)')
    expect(text).toBe('b i c l')
    expect(entities.map(({ type }) => type)).toEqual(['bold', 'italic', 'code', 'text_link'])
  })

  it('refuses a mark without an end', () => {
    expect(reasonOf('Markdown', 'a *b')).toBe(
      "Bad Request: can't parse entities: Can't find end of the entity starting at byte offset 2",
    )
  })
})

describe('any text', () => {
  it('is trimmed, and its entities move with it', () => {
    expect(read('HTML', '  <b> x </b> ')).toEqual({ text: 'x', entities: [{ type: 'bold', offset: 0, length: 1 }] })
  })

  it('gets the entities that Telegram finds by itself', () => {
    const { entities } = readText('/start shop.uz a@b.uz @anna_k +998901234567 #a', undefined, undefined)
    expect(entities.map(({ type }) => type)).toEqual([
      'bot_command',
      'url',
      'email',
      'mention',
      'phone_number',
      'hashtag',
    ])
  })

  it('keeps given entities and leaves out those that lie outside', () => {
    const given = [
      { type: 'bold', offset: 0, length: 1 },
      { type: 'bold', offset: 5, length: 9 },
      { type: 'mention', offset: 0, length: 1 },
    ]
    expect(readText('abc', undefined, given).entities).toEqual([{ type: 'bold', offset: 0, length: 1 }])
    expect(() => readText('abc', undefined, [{ type: 'bold' }])).toThrow("can't parse MessageEntity")
  })
})
