import type { Locale } from '@vitrina/contract'
import { z } from 'zod'
import { type LocalText, parseMoney } from '#catalog'
import type { Reading } from './model.ts'

/**
 * The shop's own format of a catalogue; README tells it to whoever writes one. Unknown fields are
 * refused: a mistyped name would otherwise be an empty field.
 */
export function jsonCatalog({ locale, digits }: Pick<Reading, 'locale' | 'digits'>) {
  const { Text, Image } = textAndImage(locale)
  const Value = z.union([
    Id.transform((id): { id: string; name: LocalText } => ({ id, name: { [locale]: id } })),
    z.strictObject({ id: Id, name: Text }),
  ])
  const sellable = sellableIn(digits)
  const Variation = z.strictObject({
    id: Id.optional(),
    attributes: z.record(Id, Id),
    image: Image.optional(),
    ...sellable,
  })
  const Product = z.strictObject({
    id: Id,
    slug: Id.optional(),
    name: Text,
    shortDescription: Text.optional(),
    description: Text.optional(),
    categories: z.array(Id).default([]),
    images: z.array(Image).default([]),
    attributes: z.array(z.strictObject({ id: Id, name: Text, values: z.array(Value).min(1) })).default([]),
    keywords: z.array(Words).default([]),
    popularity: z.int().min(0).max(1_000_000_000).optional(),
    status: z.enum(['shown', 'hidden', 'draft']).default('shown'),
    createdAt: z.iso.datetime().optional(),
    variations: z.array(Variation).min(1).optional(),
    ...sellable,
  })
  const Category = z.strictObject({ id: Id, slug: Id.optional(), name: Text, parent: Id.optional() })
  return z.strictObject({
    categories: z.array(Category).default([]),
    products: z.array(Product).default([]),
    synonyms: z.array(z.array(Words).min(2)).optional(),
  })
}

/** What a product without variations has, and each variation of the others. */
function sellableIn(digits: number) {
  const Amount = amountIn(digits)
  return {
    sku: Id.optional(),
    price: Amount.optional(),
    salePrice: Amount.optional(),
    stock: z.int().min(0).max(1_000_000_000).nullable().optional(),
    inStock: z.boolean().default(true),
  }
}

function amountIn(digits: number) {
  return z.string('is written as text, like "1990" or "1990.50"').transform((text, context) => {
    const minor = parseMoney(text, digits)
    if (minor !== undefined && minor >= 0) return minor
    context.addIssue(`"${text}" is not an amount like "1990" or "1990.50"`)
    return z.NEVER
  })
}

/** A text in one language or several, and a picture, as all our files write them. */
export function textAndImage(locale: Locale) {
  const Text = z.union([
    Words.transform((words): LocalText => ({ [locale]: words })),
    z
      .strictObject({ ru: Words.optional(), uz: Words.optional(), en: Words.optional() })
      .refine((text) => Object.keys(text).length > 0, 'has no text in any language')
      .transform((text) => text as LocalText),
  ])
  const Image = z.union([
    z.strictObject({ file: FilePath, alt: Text.optional() }),
    z.strictObject({ url: z.url({ protocol: /^https?$/ }), alt: Text.optional() }),
  ])
  return { Text, Image }
}

const Id = z.string().trim().min(1).max(200)
const Words = z.string().trim().min(1).max(20_000)
/** Nothing outside the folder may be named: a file that somebody sent could ask for any other. */
export const FilePath = z.string().regex(/^(?!\/)(?!.*\.\.)[^\\:]+$/, 'is a path within the folder of this file')

export type JsonCatalog = z.output<ReturnType<typeof jsonCatalog>>
export type JsonProduct = JsonCatalog['products'][number]
export type JsonVariation = NonNullable<JsonProduct['variations']>[number]
export type JsonImage = JsonProduct['images'][number]
