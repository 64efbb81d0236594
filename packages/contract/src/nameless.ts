import type { Locale } from './locale.ts'

/** What somebody is called who never told a name, until they do. */
export const nameless: Record<Locale, string> = { ru: 'Покупатель', uz: 'Xaridor', en: 'Customer' }
