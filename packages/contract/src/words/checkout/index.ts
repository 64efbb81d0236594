import type { Locale } from '../../locale.ts'
import type { PaymentMethodId } from '../../orders.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'
import { uz } from './uz.ts'

/** What can be chosen when an order is placed. */
export interface CheckoutWords {
  payment: Record<PaymentMethodId, string>
  /** What a fresh shop begins with; the merchant may call them otherwise. */
  delivery: { courier: string; pickup: string; post: string }
  /** The sample shop says where and when, as its page of contacts does. */
  samplePickup: string
}

export const checkoutWords: Record<Locale, CheckoutWords> = { ru, uz, en }
