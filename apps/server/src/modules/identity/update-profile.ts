import type { Customer, Locale } from '@vitrina/contract'
import { type Ctx, publish, transact } from '#platform'
import { signInRequired } from './errors.ts'
import { localeChosen } from './events.ts'
import { type CustomerId, toCustomer } from './model.ts'
import { updateCustomer, updateLocale } from './store.ts'

export interface UpdateProfile {
  customerId: CustomerId
  name?: string | undefined
  locale?: Locale | undefined
  marketing?: boolean | undefined
}

/** Changes what a customer may change about themselves without proving anything. */
export function updateProfile(ctx: Ctx, input: UpdateProfile): Promise<Customer> {
  const { customerId, name, locale, marketing } = input
  return transact(ctx, async (ctx) => {
    const customer = await updateCustomer(ctx.db, customerId, {
      ...(name !== undefined && { name }),
      ...(locale !== undefined && { locale }),
      ...(marketing !== undefined && { marketing }),
      updatedAt: ctx.now(),
    })
    if (!customer) throw signInRequired()
    if (locale && customer.telegramId !== null)
      await publish(ctx, localeChosen, { telegramId: customer.telegramId, locale })
    return toCustomer(customer)
  })
}

/** Takes the language that somebody chose in the bot; one who has no account has nothing to keep it on. */
export function followLocale(ctx: Ctx) {
  return ({ telegramId, locale }: { telegramId: number; locale: Locale }): Promise<void> =>
    updateLocale(ctx.db, telegramId, locale, ctx.now())
}
