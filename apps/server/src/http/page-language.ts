import { type Locale, locales } from '@vitrina/contract'

/**
 * The language that an address names, `?lang=uz`. An address without one speaks as its visitor's browser does, so
 * search engines, which have none, need one for each language.
 */
export function languageIn(query: unknown): Locale | undefined {
  const { lang } = (query ?? {}) as { lang?: unknown }
  return locales.find((locale) => locale === lang)
}

/** The whole address of a page; in the language that is named, else in whichever its visitor speaks. */
export function addressOf(publicUrl: string, path: string, language?: Locale): string {
  const url = new URL(path, publicUrl)
  if (language) url.searchParams.set('lang', language)
  return url.href
}
