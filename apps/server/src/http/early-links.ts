import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locale } from '@vitrina/contract'

/** Tags for the head of the page at that address of ours; nothing where the build named none. */
export type EarlyLinksOf = (url: string, locale: Locale) => string

interface EarlyLinks {
  path: string
  links: Record<Locale, string>
  asks: string[]
}

/** What the build of the site wrote beside it; a site built without it is only slower. */
export async function readEarlyLinks(folder: string): Promise<EarlyLinksOf> {
  const text = await readFile(join(folder, 'early-links.json'), 'utf8').catch(() => '[]')
  const pages = (JSON.parse(text) as EarlyLinks[]).map((page) => ({ ...page, pattern: patternOf(page.path) }))
  return (url, locale) => {
    const { pathname, search } = new URL(url, 'http://site')
    const page = pages.find(({ pattern }) => pattern.test(pathname))
    if (!page) return ''
    const slug = page.pattern.exec(pathname)?.[1]
    // A page that is asked for something more asks the server for something else.
    const asks = /^(?:\?lang=\w+)?$/.test(search) ? page.asks : []
    return asks.map((ask) => dataTag(ask, { slug, locale })).join('') + page.links[locale]
  }
}

const patternOf = (path: string) => new RegExp(`^${path.replace(/\/$/, '').replace(/:\w+/g, '([^/]+)')}/?$`)

/** An answer has to be in the language that it will be asked for in: browsers take one that was named here for any. */
function dataTag(ask: string, { slug = '', locale }: { slug: string | undefined; locale: Locale }): string {
  // Any other is written in more than one way, and here it would stand in the page.
  if (ask.includes(':slug') && !/^[\w-]+$/.test(slug)) return ''
  const address = `${ask.replace(':slug', slug)}${ask.includes('?') ? '&' : '?'}lang=${locale}`
  return `<link rel="preload" as="fetch" crossorigin href="${address.replaceAll('&', '&amp;')}">`
}
