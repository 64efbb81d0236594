import type { Email, Locale } from '@vitrina/contract'
import type { CustomerId } from '#identity'
import { event } from '#platform'

/**
 * A customer was erased at their wish. Where the farewell goes rests nowhere else any more;
 * other modules forget what they keep of them.
 */
export const customerErased = event<{
  customerId: CustomerId
  telegramId: number | null
  email: Email | null
  locale: Locale
}>('identity.customer-erased')
