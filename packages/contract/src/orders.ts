import { z } from 'zod'
import { CartItem, CartProblem, Totals } from './cart.ts'
import { TypedEmail } from './email.ts'
import { PersonName, TypedPhone } from './identity.ts'
import { Money } from './money.ts'

export const orderStatuses = [
  'placed',
  'processing',
  'on_hold',
  'completed',
  'cancelled',
  'refunded',
  'failed',
] as const
export const OrderStatus = z.enum(orderStatuses)
export type OrderStatus = z.infer<typeof OrderStatus>

export const paymentMethodIds = ['cash', 'telegram', 'woocommerce'] as const
export const PaymentMethodId = z.enum(paymentMethodIds)
export type PaymentMethodId = z.infer<typeof PaymentMethodId>

const line = (max: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim())
    .pipe(
      z
        .string()
        .max(max, 'text_too_long')
        .regex(/^[^\p{Cc}\p{Cs}\p{Bidi_Control}]*$/u, 'text_invalid'),
    )
const comment = z
  .string()
  .max(1000, 'text_too_long')
  .transform((text) => text.normalize('NFC').trim())
  // Whoever reads it in the shop's administration must not be written to by it (S21).
  .refine((text) => !/[^\P{Cc}\n\r\t]|\p{Cs}|\p{Bidi_Control}/u.test(text), 'text_invalid')

/** Where to; the methods say whether one is needed. */
export const Address = z.strictObject({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'country_invalid')
    .optional(),
  region: line(100).optional(),
  city: line(100).pipe(z.string().min(1, 'required')),
  street: line(200).pipe(z.string().min(1, 'required')),
  postcode: line(20).optional(),
})
export type Address = z.infer<typeof Address>

/** The same as it is answered: what transforms can only be read. */
const WrittenAddress = z.object({
  country: z.string().optional(),
  region: z.string().optional(),
  city: z.string(),
  street: z.string(),
  postcode: z.string().optional(),
})

export const OrderContact = z.strictObject({ name: PersonName, phone: TypedPhone, email: TypedEmail.optional() })

/** `POST /api/checkout/quote`: before anything is chosen, all of it may be left out. */
export const AskQuote = z.strictObject({
  delivery: z.strictObject({ methodId: z.string().max(100) }).optional(),
  address: Address.partial().optional(),
  points: z.int().min(0).optional(),
})
export type AskQuote = z.output<typeof AskQuote>

export const DeliveryMethod = z.object({
  id: z.string(),
  title: z.string(),
  price: Money,
  /** Without an address it cannot be delivered. */
  needsAddress: z.boolean(),
})
export type DeliveryMethod = z.infer<typeof DeliveryMethod>

export const Quote = z.object({
  totals: Totals,
  deliveryMethods: z.array(DeliveryMethod),
  paymentMethods: z.array(z.object({ id: PaymentMethodId, title: z.string() })),
  problems: z.array(CartProblem),
})
export type Quote = z.infer<typeof Quote>

/** `POST /api/orders`, with the header `Idempotency-Key`. */
export const PlaceOrder = z.strictObject({
  contact: OrderContact,
  delivery: z.strictObject({ methodId: z.string().max(100) }),
  address: Address.optional(),
  comment: comment.optional(),
  payment: z.strictObject({ methodId: PaymentMethodId }),
  points: z.int().min(0).optional(),
  /** What the page showed: anything else is refused with a fresh quote (G3). */
  expectedTotal: Money,
})
export type PlaceOrder = z.output<typeof PlaceOrder>
/** The same as it is sent. */
export type OrderToPlace = z.input<typeof PlaceOrder>

export const Order = z.object({
  id: z.string(),
  /** What people call it by. */
  number: z.string(),
  status: OrderStatus,
  items: z.array(CartItem.omit({ available: true })),
  totals: Totals,
  delivery: z.object({ methodId: z.string(), title: z.string(), address: WrittenAddress.optional() }),
  /** Who receives it, as it was told with the order. */
  contact: z.object({ name: z.string(), phone: z.string(), email: z.string().optional() }).optional(),
  comment: z.string().optional(),
  payment: z.object({
    methodId: PaymentMethodId,
    status: z.enum(['unpaid', 'paid', 'refunded']),
    /** Until when the goods wait for the money; only while they do. */
    payBy: z.iso.datetime().optional(),
  }),
  timeline: z.array(z.object({ status: OrderStatus, at: z.iso.datetime() })),
  canCancel: z.boolean(),
  createdAt: z.iso.datetime(),
})
export type Order = z.infer<typeof Order>

/** `GET /api/orders?…`, the latest first. */
export const OrderQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .default(20),
  cursor: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .optional(),
})
export const Orders = z.object({ items: z.array(Order), nextCursor: z.string().nullable() })

/** How to pay: a page to go to, or an invoice for Telegram to open. */
export const Payment = z.union([z.object({ url: z.string() }), z.object({ invoiceLink: z.string() })])
export type Payment = z.infer<typeof Payment>
