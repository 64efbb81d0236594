import type { Question } from './known.ts'
import { api } from './site.ts'

const named = <T>(key: string, ask: () => Promise<T>): Question<T> => ({ key, ask })

/** What pages ask of the shop; asked by two of them it is one question. */
export const askCategories = () => named('categories', () => api.get('/api/categories'))
export const askProducts = (query: Record<string, string>) =>
  named(`products ${new URLSearchParams(query)}`, () => api.get('/api/products', { query }))
export const askProduct = (slug: string) => named(`product ${slug}`, () => api.get('/api/products/:slug', { slug }))
export const askBanners = () => named('banners', () => api.get('/api/banners'))
export const askPages = () => named('pages', () => api.get('/api/pages'))
export const askPage = (slug: string) => named(`page ${slug}`, () => api.get('/api/pages/:slug', { slug }))
