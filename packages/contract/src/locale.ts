import { z } from 'zod'

/** The languages that the shop speaks. */
export const locales = ['ru', 'uz', 'en'] as const
export const Locale = z.enum(locales)
export type Locale = z.infer<typeof Locale>

/** An address may name the language of its answer; without one the header `Accept-Language` counts. */
export const InLanguage = z.object({ lang: Locale.optional() })
