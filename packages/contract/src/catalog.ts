import { z } from 'zod'
import { InLanguage } from './locale.ts'
import { Money } from './money.ts'
import { productSorts, readAttributes } from './product-wishes.ts'

export * from './product-wishes.ts'

/** Always on our own host; `width` and `height` in pixels of the original, so that a page can keep its place. */
export const Image = z.object({ url: z.string(), alt: z.string(), width: z.int(), height: z.int() })
export type Image = z.infer<typeof Image>

export const Category = z.object({
  slug: z.string(),
  name: z.string(),
  /** Slug of the category above. */
  parent: z.string().optional(),
  /** Products in it and below it that are shown. */
  count: z.int(),
})
export type Category = z.infer<typeof Category>
export const Categories = z.object({ items: z.array(Category) })

export const ProductCard = z.object({
  id: z.string(),
  slug: z.string(),
  /** What goes into the cart; of a product with variations that of none: one has to be chosen. */
  sku: z.string(),
  name: z.string(),
  /** The lowest there is to pay, when variations differ. */
  price: Money,
  /** Before the sale; only on sale. */
  regularPrice: Money.optional(),
  image: Image.optional(),
  inStock: z.boolean(),
  hasVariations: z.boolean(),
})
export type ProductCard = z.infer<typeof ProductCard>

export const Variation = z.object({
  sku: z.string(),
  attributes: z.record(z.string(), z.string()),
  price: Money,
  regularPrice: Money.optional(),
  inStock: z.boolean(),
  image: Image.optional(),
})
export type Variation = z.infer<typeof Variation>

export const Product = ProductCard.extend({
  /** Sanitised HTML. */
  description: z.string(),
  shortDescription: z.string(),
  categories: z.array(z.object({ slug: z.string(), name: z.string() })),
  images: z.array(Image),
  attributes: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  variations: z.array(Variation),
  related: z.array(ProductCard),
})
export type Product = z.infer<typeof Product>

export const ProductSort = z.enum(productSorts)
export type ProductSort = z.infer<typeof ProductSort>

// Of the query, where everything is text; said twice it is no longer a text and refused.
const Flag = z.literal('true').transform(() => true as const)
const Amount = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform(Number)

const Attributes = z
  .string()
  .max(1000)
  .transform((text, ctx) => {
    const wanted = readAttributes(text)
    if (!wanted) ctx.addIssue({ code: 'custom', message: 'invalid' })
    return wanted ?? []
  })

/** `GET /api/products?…`; prices in minor units. */
export const ProductQuery = z.strictObject({
  category: z.string().max(200).optional(),
  q: z.string().trim().max(100).optional(),
  sort: ProductSort.optional(),
  minPrice: Amount.optional(),
  maxPrice: Amount.optional(),
  inStock: Flag.optional(),
  onSale: Flag.optional(),
  attributes: Attributes.optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .default(24),
  cursor: z.string().max(500).optional(),
  ...InLanguage.shape,
})
export type ProductQuery = z.output<typeof ProductQuery>

/** What the list can still be narrowed by, counted over everything that matches. */
export const Facets = z.object({
  categories: z.array(z.object({ slug: z.string(), name: z.string(), count: z.int() })),
  /** Nothing when nothing matches. */
  price: z.object({ min: Money, max: Money }).nullable(),
  inStock: z.int(),
  onSale: z.int(),
  /** What products differ by, the commonest first; of a list that is too long to say, none. */
  attributes: z.array(z.object({ name: z.string(), values: z.array(z.object({ value: z.string(), count: z.int() })) })),
})
export type Facets = z.infer<typeof Facets>

export const ProductList = z.object({
  items: z.array(ProductCard),
  nextCursor: z.string().nullable(),
  total: z.int(),
  facets: Facets,
})
export type ProductList = z.infer<typeof ProductList>
