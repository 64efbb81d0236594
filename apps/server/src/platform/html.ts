import { decodeHTML } from 'entities'

/**
 * What a merchant's HTML may keep: paragraphs, headings, lists, tables, links. No pictures, for they would be fetched
 * from elsewhere (S25); no styles, classes or ids, which belong to the page; nothing that runs (S21). Links open to
 * the web, mail and telephones only.
 */
export async function sanitizeHtml(given: string): Promise<string> {
  const html = keepableText(given)
  if (!html.includes('<')) return escapeText(decodeHTML(html.trim()))
  sanitizer ??= loadSanitizer()
  return (await sanitizer)(html)
}

/** The text of what may be HTML, in one line: no tags, entities decoded. For names; it has to be escaped where it is shown. */
export function textOfHtml(html: string): string {
  const text = /[<&]/.test(html) ? decodeHTML(html.replace(/<\/?[a-z][^<>]*>/gi, ' ')) : html
  return keepableText(text).replace(/\s+/g, ' ').trim()
}

/** Without zeros and halves of characters, which are in no text that a database keeps: one would keep out all that comes with it. */
export function keepableText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}

let sanitizer: Promise<(html: string) => string> | undefined

// Loaded with the first HTML: a shop that starts up has none to clean.
async function loadSanitizer(): Promise<(html: string) => string> {
  const { default: sanitize } = await import('sanitize-html')
  const options = {
    allowedTags: ALLOWED_TAGS,
    allowedAttributes: { a: ['href', 'rel'], td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan'] },
    allowedSchemes: ['http', 'https', 'mailto', 'tel', 'tg'],
    allowProtocolRelative: false,
    // The page around it has the only heading of the first rank.
    transformTags: {
      h1: 'h2',
      b: 'strong',
      i: 'em',
      a: sanitize.simpleTransform('a', { rel: 'noopener nofollow' }),
    },
  }
  return (html) => sanitize(html, options).trim()
}

const ALLOWED_TAGS = [
  ...['p', 'br', 'hr', 'h2', 'h3', 'h4', 'ul', 'ol', 'li', 'blockquote', 'strong', 'em', 'u', 's', 'sub', 'sup'],
  ...['a', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'caption'],
]
