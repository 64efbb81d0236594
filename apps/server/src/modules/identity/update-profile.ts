import type { Customer, Locale } from '@vitrina/contract'
import type { Ctx } from '#platform'
import { signInRequired } from './errors.ts'
import { type CustomerId, toCustomer } from './model.ts'
import { updateCustomer } from './store.ts'

export interface UpdateProfile {
  customerId: CustomerId
  name?: string | undefined
  locale?: Locale | undefined
  marketing?: boolean | undefined
}

/** Changes what a customer may change about themselves without proving anything. */
export async function updateProfile(ctx: Ctx, input: UpdateProfile): Promise<Customer> {
  const { customerId, name, locale, marketing } = input
  const customer = await updateCustomer(ctx.db, customerId, {
    ...(name !== undefined && { name }),
    ...(locale !== undefined && { locale }),
    ...(marketing !== undefined && { marketing }),
    updatedAt: ctx.now(),
  })
  if (!customer) throw signInRequired()
  return toCustomer(customer)
}
