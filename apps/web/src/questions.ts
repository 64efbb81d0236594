import type { Question } from './known.ts'
import { locale } from './language.ts'
import { api } from './site.ts'

const named = <T>(key: string, ask: () => Promise<T>): Question<T> => ({ key, ask })

// In the address too: what the page's head has fetched before is taken whatever the headers say of the language.
const inLanguage = (query: Record<string, string> = {}) => ({ query: { ...query, lang: locale.peek() } })

/** What pages ask of the shop; asked by two of them it is one question. */
export const askCategories = () => named('categories', () => api.get('/api/categories', inLanguage()))
export const askProducts = (query: Record<string, string>) =>
  named(`products ${new URLSearchParams(query)}`, () => api.get('/api/products', inLanguage(query)))
export const askProduct = (slug: string) =>
  named(`product ${slug}`, () => api.get('/api/products/:slug', { slug, ...inLanguage() }))
export const askBanners = () => named('banners', () => api.get('/api/banners', inLanguage()))
export const askPages = () => named('pages', () => api.get('/api/pages', inLanguage()))
export const askPage = (slug: string) =>
  named(`page ${slug}`, () => api.get('/api/pages/:slug', { slug, ...inLanguage() }))
