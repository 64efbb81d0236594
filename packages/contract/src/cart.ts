import { z } from 'zod'
import { Image, ProductCard } from './catalog.ts'
import { Money } from './money.ts'

export const MAX_QUANTITY = 999

export const problemCodes = ['insufficient_stock', 'price_changed', 'gone', 'coupon_rejected', 'below_minimum'] as const

/** Why something cannot be bought as it stands; said, never silently corrected. */
export const CartProblem = z.object({
  code: z.enum(problemCodes),
  sku: z.string().optional(),
  /** How many there still are, of `insufficient_stock`. */
  available: z.int().optional(),
  /** What it costs now, of `price_changed`; what is missing, of `below_minimum`. */
  price: Money.optional(),
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
  unitPrice: Money,
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

export const SetQuantity = z.strictObject({ quantity: z.int().min(0).max(MAX_QUANTITY) })
export const SetCoupon = z.strictObject({ code: z.string().trim().min(1).max(64) })

export const Favorites = z.object({ items: z.array(ProductCard) })
