import { z } from 'zod'

// Lenient: plugins add what they like and change types. What cannot be sold without is required.
const text = z.string().catch('')
const amount = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => String(value ?? ''))
const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((items) => items.flatMap((one) => item.safeParse(one).data ?? []))

const Image = z.object({ src: z.url({ protocol: /^https?$/ }).regex(/^[^\p{Cc}\p{Cs}]*$/u), alt: text })

const stock = {
  manage_stock: z.union([z.boolean(), z.literal('parent')]).catch(false),
  stock_quantity: z.number().nullable().catch(null),
  stock_status: text,
  backorders: text,
}

const offer = {
  ...stock,
  sku: text,
  price: amount,
  regular_price: amount,
  virtual: z.boolean().catch(false),
  /** 0: none. */
  shipping_class_id: z.int().catch(0),
}

/** As a product is listed. */
export const WooProduct = z.object({
  ...offer,
  id: z.int().positive(),
  name: z.string(),
  slug: text,
  type: z.string(),
  status: z.string(),
  parent_id: z.int().catch(0),
  catalog_visibility: z.string(),
  post_password: text,
  description: text,
  short_description: text,
  total_sales: z.coerce.number().int().min(0).max(2_147_483_647).catch(0),
  date_created_gmt: text,
  date_modified_gmt: z.string(),
  categories: list(z.object({ id: z.int() })),
  tags: list(z.object({ name: z.string() })),
  images: list(Image),
  attributes: list(
    z.object({
      name: z.string(),
      options: list(z.string()),
      visible: z.boolean().catch(true),
      variation: z.boolean().catch(false),
    }),
  ),
  variations: list(z.int().positive()),
})
export type WooProduct = z.infer<typeof WooProduct>

/** As a variation is listed. */
export const WooVariation = z.object({
  ...offer,
  id: z.int().positive(),
  status: z.string(),
  menu_order: z.int().catch(0),
  image: Image.nullable().catch(null),
  attributes: list(z.object({ name: z.string(), option: z.string() })),
})
export type WooVariation = z.infer<typeof WooVariation>

/** What the comparison asks of every product. */
export const WooStock = z.object({
  ...stock,
  id: z.int().positive(),
  type: text,
  parent_id: z.int().catch(0),
  date_modified_gmt: text,
})
export type WooStock = z.infer<typeof WooStock>

/** To be asked for by name: all else would be most of an answer, and is thrown away. */
export const productFields = Object.keys(WooProduct.shape).join(',')
export const variationFields = Object.keys(WooVariation.shape).join(',')
export const stockFields = Object.keys(WooStock.shape).join(',')
