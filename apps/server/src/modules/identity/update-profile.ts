import type { Customer, Locale } from '@vitrina/contract'
import { record } from '#audit'
import { type Ctx, publish, transact } from '#platform'
import { signInRequired } from './errors.ts'
import { localeChosen } from './events.ts'
import { type CustomerId, type CustomerRow, type DeviceInfo, isLive, toCustomer } from './model.ts'
import { lockCustomer, updateCustomer, updateLocale } from './store.ts'

export interface UpdateProfile {
  customerId: CustomerId
  name?: string | undefined
  locale?: Locale | undefined
  marketing?: boolean | undefined
  cartReminders?: boolean | undefined
  device: DeviceInfo
}

/** What one says yes to, by the names that the log has for it. */
const consents = { marketing: 'marketing', cartReminders: 'cart_reminders' } as const

/** Changes what a customer may change about themselves without proving anything; a consent is written down (Y7). */
export function updateProfile(ctx: Ctx, input: UpdateProfile): Promise<Customer> {
  const { customerId, name, locale, marketing, cartReminders } = input
  return transact(ctx, async (ctx) => {
    const before = await lockCustomer(ctx.db, customerId)
    if (!before || !isLive(before)) throw signInRequired()
    await recordConsent(ctx, 'marketing', { before, input })
    await recordConsent(ctx, 'cartReminders', { before, input })
    const customer = await updateCustomer(ctx.db, customerId, {
      ...(name !== undefined && { name }),
      ...(locale !== undefined && { locale }),
      ...(marketing !== undefined && { marketing }),
      ...(cartReminders !== undefined && { cartReminders }),
      updatedAt: ctx.now(),
    })
    if (!customer) throw signInRequired()
    if (locale && customer.telegramId !== null)
      await publish(ctx, localeChosen, { telegramId: customer.telegramId, locale })
    return toCustomer(customer)
  })
}

/** Only what changes: whoever says yes twice has said it once. */
async function recordConsent(
  ctx: Ctx,
  to: keyof typeof consents,
  { before, input }: { before: CustomerRow; input: UpdateProfile },
): Promise<void> {
  const { customerId, device } = input
  if (input[to] === undefined || input[to] === before[to]) return
  const act = input[to] ? 'consent_given' : 'consent_withdrawn'
  const actor = { kind: 'customer', id: String(customerId) } as const
  await record(ctx, { actor, customerId, act, details: { to: consents[to] }, device })
}

/** Takes the language that somebody chose in the bot; one who has no account has nothing to keep it on. */
export function followLocale(ctx: Ctx) {
  return ({ telegramId, locale }: { telegramId: number; locale: Locale }): Promise<void> =>
    updateLocale(ctx.db, telegramId, locale, ctx.now())
}
