import type { Customer, Locale } from '@vitrina/contract'
import { record } from '#audit'
import { type Ctx, publish, transact } from '#platform'
import { signInRequired } from './errors.ts'
import { localeChosen } from './events.ts'
import { type CustomerId, type DeviceInfo, isLive, toCustomer } from './model.ts'
import { lockCustomer, updateCustomer, updateLocale } from './store.ts'

export interface UpdateProfile {
  customerId: CustomerId
  name?: string | undefined
  locale?: Locale | undefined
  marketing?: boolean | undefined
  device: DeviceInfo
}

/** Changes what a customer may change about themselves without proving anything; a consent is written down (Y7). */
export function updateProfile(ctx: Ctx, input: UpdateProfile): Promise<Customer> {
  const { customerId, name, locale, marketing, device } = input
  return transact(ctx, async (ctx) => {
    const before = await lockCustomer(ctx.db, customerId)
    if (!before || !isLive(before)) throw signInRequired()
    if (marketing !== undefined && marketing !== before.marketing) {
      const act = marketing ? 'consent_given' : 'consent_withdrawn'
      const actor = { kind: 'customer', id: String(customerId) } as const
      await record(ctx, { actor, customerId, act, details: { to: 'marketing' }, device })
    }
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
