import { type Locale, locales } from '@vitrina/contract'
import { type Goods, linkedDataOf } from './linked-data.ts'
import { addressOf } from './page-language.ts'

/** What a page says of itself to whoever shows a link to it. */
export interface PageSaid {
  title: string
  description?: string | undefined
  /** On our own host, from its root. */
  image?: { path: string; alt: string; width: number; height: number } | undefined
  /** The address it is to be known by, from the root. */
  path: string
  kind?: 'website' | 'product'
  goods?: Goods | undefined
}

interface Around {
  publicUrl: string
  shopName: string
  locale: Locale
  /** That of its address; without one it speaks as its visitor does. */
  named?: Locale | undefined
}

const LOCALES: Record<Locale, string> = { ru: 'ru_RU', uz: 'uz_UZ', en: 'en_US' }
// Of what a messenger shows of a description the rest is never seen.
const DESCRIPTION_LENGTH = 200

/** The site's page with what it says of itself filled in; everything comes out as text, whatever a merchant wrote. */
export function sayPage(html: string, said: PageSaid, around: Around): string {
  const { locale, shopName } = around
  const title = said.title === shopName ? shopName : `${said.title} · ${shopName}`
  const head = [`<title>${escapeText(title)}</title>`, ...metaOf(said, around)].join('\n    ')
  // Functions, for in a text to put in place «$&» would mean something.
  return html.replace(/<html lang="\w*"/, () => `<html lang="${locale}"`).replace(/<title>[^<]*<\/title>/, () => head)
}

function metaOf(said: PageSaid, { publicUrl, shopName, locale, named }: Around): string[] {
  const { title, description, image, path, kind } = said
  const inLanguage = (language?: Locale) => addressOf(publicUrl, path, language)
  const url = inLanguage(named)
  const text = description && shorten(description)
  const meta: [key: string, content: string | undefined][] = [
    ['og:type', kind ?? 'website'],
    ['og:site_name', shopName],
    ['og:locale', LOCALES[locale]],
    ['og:title', title],
    ['og:description', text],
    ['og:url', url],
    ['og:image', image && new URL(image.path, publicUrl).href],
    ['og:image:alt', image?.alt || undefined],
    ['og:image:width', image && String(image.width)],
    ['og:image:height', image && String(image.height)],
  ]
  return [
    ...(text ? [`<meta name="description" content="${escapeText(text)}" />`] : []),
    `<link rel="canonical" href="${escapeText(url)}" />`,
    ...locales.map((language) => alternate(language, inLanguage(language))),
    alternate('x-default', inLanguage()),
    ...meta.flatMap(([key, content]) =>
      content ? [`<meta property="${key}" content="${escapeText(content)}" />`] : [],
    ),
    `<meta name="twitter:card" content="${image ? 'summary_large_image' : 'summary'}" />`,
    ...linkedDataOf(said, { shopName, addressOf: (path) => addressOf(publicUrl, path, named) }).map(scriptOf),
  ]
}

const alternate = (language: string, url: string) =>
  `<link rel="alternate" hreflang="${language}" href="${escapeText(url)}" />`

// Data, which no policy against scripts keeps from being read; but «</script>» in a name would end it.
const scriptOf = (data: object) =>
  `<script type="application/ld+json">${JSON.stringify(data).replace(/</g, '\\u003c')}</script>`

function shorten(text: string): string {
  if (text.length <= DESCRIPTION_LENGTH) return text
  return `${text.slice(0, DESCRIPTION_LENGTH).replace(/\s+\S*$/, '')}…`
}

export const escapeText = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`).replace(/\p{Cc}+/gu, ' ')
