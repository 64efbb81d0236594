import type { Rollup } from 'vite'

type Chunk = Rollup.OutputChunk
type Locale = 'ru' | 'uz' | 'en'

/** What a page needs besides what every page does: tags for its head, by the language it is shown in. */
export interface EarlyLinks {
  /** As the site's routes have it, `/product/:slug`. */
  path: string
  links: Record<Locale, string>
  /** Addresses of the data that its first picture is made of; the server says in which language. */
  asks: readonly string[]
}

/** To the letter what the pages ask for when they are prepared: anything else would be fetched for nothing. */
const ASKS: Record<string, readonly string[]> = {
  '/': [
    '/api/products?sort=new&inStock=true&limit=8',
    '/api/products?onSale=true&inStock=true&limit=8',
    '/api/categories',
    '/api/banners',
  ],
  '/catalog': ['/api/products?limit=24', '/api/categories'],
  '/category/:slug': ['/api/products?category=:slug&limit=24', '/api/categories'],
  '/product/:slug': ['/api/products/:slug'],
  '/pages/:slug': ['/api/pages/:slug'],
}

const LOCALES: readonly Locale[] = ['ru', 'uz', 'en']
// The others are said in dialogs, or not by everybody.
const WORDS = /words\/site\/(ru|uz|en)(?:-(?:shop|basket|orders))?\.ts$/

/**
 * Scripts, styles, sentences and data that each page will ask for once its first script runs. Named in the page
 * itself they come together with that script, not one journey after it.
 */
export function listEarlyLinks(needs: readonly PageNeeds[]): EarlyLinks[] {
  return needs.map(({ path, own }) => {
    const links = LOCALES.map((locale) => [locale, tagsOf(own[locale])])
    return { path, links: Object.fromEntries(links) as EarlyLinks['links'], asks: ASKS[path] ?? [] }
  })
}

/** What the first picture of a page is made of: what every page brings, and its own with its sentences. */
export interface PageNeeds {
  path: string
  everywhere: ReadonlySet<Chunk>
  own: Record<Locale, Chunk[]>
}

/** The needs of each page that the routes name. */
export function listNeeds(output: readonly (Chunk | Rollup.OutputAsset)[], routes: string): PageNeeds[] {
  const chunks = new Map(output.flatMap((item) => (item.type === 'chunk' ? [[item.fileName, item] as const] : [])))
  const entry = [...chunks.values()].find(({ isEntry }) => isEntry)
  if (!entry) throw new Error('The build has no entry')
  const everywhere = closureOf(entry, chunks)
  return [...routes.matchAll(/path: '(\/[^']*)'.*?import\('\.\/([^']+)'\)/gs)].map(([, path = '', file = '']) => {
    const page = [...chunks.values()].find(({ facadeModuleId }) => facadeModuleId?.endsWith(file))
    if (!page) throw new Error(`The build has no chunk for ${file}`)
    const own = [...closureOf(page, chunks)].filter((chunk) => !everywhere.has(chunk))
    const wordsIn = (locale: Locale) => [...everywhere, ...own].flatMap((chunk) => findWords(chunk, { chunks, locale }))
    const needs = LOCALES.map((locale) => [locale, [...new Set([...wordsIn(locale), ...own])]])
    return { path, everywhere, own: Object.fromEntries(needs) as PageNeeds['own'] }
  })
}

function closureOf(chunk: Chunk, chunks: ReadonlyMap<string, Chunk>, found = new Set<Chunk>()): Set<Chunk> {
  if (found.has(chunk)) return found
  found.add(chunk)
  for (const name of chunk.imports) {
    const next = chunks.get(name)
    if (next) closureOf(next, chunks, found)
  }
  return found
}

/** The sentences that a chunk will fetch in that language. */
function findWords(
  { dynamicImports }: Chunk,
  { chunks, locale }: { chunks: ReadonlyMap<string, Chunk>; locale: Locale },
): Chunk[] {
  return dynamicImports.flatMap((name) => {
    const chunk = chunks.get(name)
    return chunk && WORDS.exec(chunk.facadeModuleId ?? '')?.[1] === locale ? [chunk] : []
  })
}

function tagsOf(chunks: readonly Chunk[]): string {
  const styles = new Set(chunks.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]))
  return [
    ...chunks.map(({ fileName }) => `<link rel="modulepreload" crossorigin href="/${fileName}">`),
    ...[...styles].map((name) => `<link rel="stylesheet" crossorigin href="/${name}">`),
  ].join('')
}
