import { z } from 'zod'
import { Image, ProductCard } from './catalog.ts'
import { Money } from './money.ts'

export const MAX_QUANTITY = 999

/** As its source wrote it: WooCommerce takes slashes, spaces and any script for one. */
export const Sku = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u)

export const problemCodes = ['insufficient_stock', 'price_changed', 'gone', 'coupon_rejected', 'below_minimum'] as const

/** Why something cannot be bought as it stands; said, never silently corrected. */
export const CartProblem = z.object({
  code: z.enum(problemCodes),
  sku: z.string().optional(),
  /** How many there still are, of `insufficient_stock`. */
  available: z.int().optional(),
  /** What it costs now, of `price_changed`; what is missing, of `below_minimum`. */
  price: Money.optional(),
  /** What the person saw it for, of `price_changed`. */
  was: Money.optional(),
})
export type CartProblem = z.infer<typeof CartProblem>

export const Totals = z.object({
  goods: Money,
  discount: Money,
  delivery: Money.optional(),
  /** What the points spent are worth. */
  points: Money.optional(),
  total: Money,
})
export type Totals = z.infer<typeof Totals>

export const CartItem = z.object({
  sku: z.string(),
  productSlug: z.string(),
  name: z.string(),
  image: Image.optional(),
  quantity: z.int(),
  /** What it costs now; of what is `gone`, what the person saw it for. */
  unitPrice: Money,
  /** Nothing for what is `gone`: it cannot be bought. */
  lineTotal: Money,
  /** Null: as many as one likes. */
  available: z.int().nullable(),
})
export type CartItem = z.infer<typeof CartItem>

export const Cart = z.object({
  items: z.array(CartItem),
  coupon: z.object({ code: z.string() }).optional(),
  totals: Totals,
  problems: z.array(CartProblem),
})
export type Cart = z.infer<typeof Cart>

const Quantity = z.int('quantity_invalid').min(0, 'quantity_invalid').max(MAX_QUANTITY, 'quantity_invalid')

/**
 * `PUT /api/cart/items/:sku`. `price` is what the page showed for one: told, a difference from what it
 * costs now is a problem, and none ends that problem; not told, a new line is taken to be seen at
 * what it costs now, and one that is there keeps what it was seen for.
 */
export const SetQuantity = z.strictObject({
  quantity: Quantity,
  price: z.strictObject({ amountMinor: z.int().min(0), currency: Money.shape.currency }).optional(),
})
export type SetQuantity = z.output<typeof SetQuantity>

export const SetCoupon = z.strictObject({
  code: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u),
})

/** Of a product, as a path has it. */
export const ProductIdText = z
  .string()
  .regex(/^[1-9]\d{0,9}$/)
  .refine((id) => Number(id) < 2 ** 31)

export const Favorites = z.object({ items: z.array(ProductCard) })
