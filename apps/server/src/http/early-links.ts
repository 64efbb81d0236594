import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locale } from '@vitrina/contract'

/** Tags for the head of the page at that path; nothing where the build named none. */
export type EarlyLinksOf = (path: string, locale: Locale) => string

interface EarlyLinks {
  path: string
  links: Record<Locale, string>
}

/** What the build of the site wrote beside it; a site built without it is only slower. */
export async function readEarlyLinks(folder: string): Promise<EarlyLinksOf> {
  const text = await readFile(join(folder, 'early-links.json'), 'utf8').catch(() => '[]')
  const pages = (JSON.parse(text) as EarlyLinks[]).map(({ path, links }) => ({ pattern: patternOf(path), links }))
  return (path, locale) => pages.find(({ pattern }) => pattern.test(path))?.links[locale] ?? ''
}

const patternOf = (path: string) => new RegExp(`^${path.replace(/\/$/, '').replace(/:\w+/g, '[^/]+')}/?$`)
