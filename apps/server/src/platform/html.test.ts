import { decodeHTML } from 'entities'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sanitizeHtml, textOfHtml } from './html.ts'

test.each([
  ['<p>Hi</p><script>alert(1)</script>', '<p>Hi</p>'],
  ['<p onclick="alert(1)" style="color:red" class="x" id="y">Hi</p>', '<p>Hi</p>'],
  ['<img src="https://tracker.example/p.gif" onerror="alert(1)">Hi', 'Hi'],
  ['<a href="javascript:alert(1)">a</a>', '<a rel="noopener nofollow">a</a>'],
  ['<a href="java&#10;script:alert(1)">a</a>', '<a rel="noopener nofollow">a</a>'],
  ['<a href="//evil.example">a</a>', '<a rel="noopener nofollow">a</a>'],
  ['<svg><script>alert(1)</script></svg>Hi', 'Hi'],
  ['<iframe srcdoc="<script>alert(1)</script>"></iframe>Hi', 'Hi'],
  ['<math><mtext></p><style><img src=x onerror=alert(1)></style></mtext></math>Hi', '<p></p>Hi'],
  ['<<b>script>alert(1)</script>', '&lt;<strong>script&gt;alert(1)</strong>'],
])('%s runs nothing and fetches nothing on the page it is shown on (S21, S25)', async (html, expected) => {
  expect(await sanitizeHtml(html)).toBe(expected)
})

test('what a merchant writes stays: paragraphs, lists, tables, links', async () => {
  const html =
    '<h3>Состав</h3><ul><li><strong>7</strong> роз</li></ul><table><tr><td colspan="2">50 см</td></tr></table>'
  expect(await sanitizeHtml(html)).toBe(html)
  expect(await sanitizeHtml('<h1>A</h1><a href="https://shop.example/a?b=1&amp;c=2" target="_blank">b</a>')).toBe(
    '<h2>A</h2><a href="https://shop.example/a?b=1&amp;c=2" rel="noopener nofollow">b</a>',
  )
})

test('text without markup is HTML that shows that text', async () => {
  expect(await sanitizeHtml(' Tom &amp; Jerry, 5 > 3 ')).toBe('Tom &#38; Jerry, 5 &#62; 3')
})

test.each([
  ['Sale &amp; Ends', 'Sale & Ends'],
  ['<b>Тюльпаны</b>&nbsp;&laquo;Весна&raquo;', 'Тюльпаны «Весна»'],
  ['We <3 roses', 'We <3 roses'],
  ['&lt;script&gt;', '<script>'],
  ['O&#8217;Hara\n rose', 'O’Hara rose'],
  ['plain', 'plain'],
])('the name %s reads %s', (html, text) => {
  expect(textOfHtml(html)).toBe(text)
})

const link = fc
  .tuple(
    fc.constantFrom('', ' ', '\t', '\u0001', '&Tab;', '/', '\\'),
    fc.constantFrom(
      'javascript:',
      'java\tscript:',
      'JaVaScRiPt:',
      'data:text/html,',
      '//evil.example',
      '/\\evil.example',
    ),
    fc.string({ maxLength: 3 }),
  )
  .map((parts) => `<a href="${parts.join('')}">`)

const piece = fc.oneof(
  link,
  fc.constantFrom(
    ...['<', '>', '"', "'", '/', '&', '<!--', '-->', '<![CDATA[', ']]>', '\0', '`', '=', ' ', '&lt;', '&#60;', '&Tab;'],
    ...['<script>', '</script>', '<style>', '<svg>', '<math>', '<img src=x onerror=', '<iframe srcdoc="', '<template>'],
    ...['<a href="', 'javascript:', 'java\tscript:', 'JaVaScRiPt:', 'data:text/html,', 'vbscript:', '//evil.example'],
    ...[
      '<p onclick="',
      ' onload=alert(1) ',
      ' style="',
      'xlink:href="',
      '<noscript>',
      '<textarea>',
      '<xmp>',
      '<title>',
    ],
    ...['<form action="', '<base href="', '<meta http-equiv="refresh" content="', '<object data="', '<table>', '<td>'],
  ),
  fc.string({ maxLength: 5 }),
)

test('whatever is written, what is left has known tags with harmless attributes only (S21, S25)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 25 }), async (pieces) => {
      const clean = await sanitizeHtml(pieces.join(''))
      for (const tag of tagsOf(clean)) {
        expect(tag).toMatch(HARMLESS)
        expectHarmless(/ href="([^"]*)"/.exec(tag)?.[1])
      }
      // Cleaned once more it has no other tags, though they may nest otherwise and some be closed and opened again: none was
      // only waiting to be read another way.
      expect(new Set(tagsOf(clean))).toEqual(new Set(tagsOf(await sanitizeHtml(clean))))
    }),
    {
      numRuns: 2_000,
      examples: [
        [['<a href="', '<', 'xlink:href="', '<title>']],
        [['<p onclick="', '<a href="javascript:">', '<svg>', '<table>']],
      ],
    },
  )
})

const tagsOf = (html: string) => html.match(/<[^>]*>?/g) ?? []

const HARMLESS =
  /^<(?:\/(?:p|h[234]|ul|ol|li|blockquote|strong|em|u|s|sub|sup|a|table|thead|tbody|tr|th|td|caption)|(?:p|br|hr|h[234]|ul|ol|li|blockquote|strong|em|u|s|sub|sup|table|thead|tbody|tr|th|td|caption)(?: (?:col|row)span="[^"]*")* ?\/?|a(?: href="[^"]*")?(?: rel="noopener nofollow")?)>$/

const LINKS = ['http:', 'https:', 'mailto:', 'tel:', 'tg:']

/** As a browser reads it: what names no site leads to a page of ours. */
function expectHarmless(href = ''): void {
  const link = decodeHTML(href)
  if (!URL.canParse(link, 'https://shop.example/')) return
  const { protocol, host } = new URL(link, 'https://shop.example/')
  expect(LINKS).toContain(protocol)
  if (!/^[\s\p{Cc}]*[a-z]/iu.test(link) || !link.includes(':')) expect(host).toBe('shop.example')
}
