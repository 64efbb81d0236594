import type { Locale } from '@vitrina/contract'
import { keepCart, listLinesOf } from '#cart'
import { listOffers } from '#catalog'
import { type CustomerId, findCustomer, isLive } from '#identity'
import { type Ctx, type Handler, isDatabaseAway, job, transact } from '#platform'
import {
  buyable,
  describeLeftCart,
  endOfDay,
  LEFT_MS,
  type LeftLine,
  RECALLED_MS,
  REMINDED_ONCE_IN_MS,
} from './left-cart-model.ts'
import { deleteReminder, type LeftCart, listLeft, takeReminder } from './left-cart-store.ts'
import { type NoticePorts, sayToCustomer } from './say-to-customer.ts'

export const remindOfCarts = job<Record<string, never>>('order-notices.remind-of-carts', { expireInSeconds: 900 })

const AT_ONCE = 100

type ReminderPorts = NoticePorts & { currency: string }

/**
 * Reminds those who asked for it of the cart that they left a day ago (Y6): once of a cart as it stands,
 * once a week at most, by day, and of nothing that cannot be bought any more.
 */
export function makeRemindOfCarts(ctx: Ctx, ports: ReminderPorts): Handler<Record<string, never>> {
  return async () => {
    let after: CustomerId | 0 | undefined = 0
    // Night may come while it runs.
    while (after !== undefined && endOfDay(ctx.now(), ports.shop.timeZone)) after = await remindSome(ctx, after, ports)
  }
}

/** Out: behind whom to go on. */
async function remindSome(ctx: Ctx, after: CustomerId | 0, ports: ReminderPorts): Promise<CustomerId | undefined> {
  const now = ctx.now().getTime()
  const [untouchedSince, notLongerThan] = [new Date(now - LEFT_MS), new Date(now - RECALLED_MS)]
  const toldBefore = new Date(now - REMINDED_ONCE_IN_MS)
  const left = await listLeft(ctx.db, { untouchedSince, notLongerThan, toldBefore, after, limit: AT_ONCE })
  const lines = await readBuyable(ctx, left)
  for (const cart of left) {
    const inIt = lines.get(cart.customerId) ?? []
    if (inIt.length === 0) continue
    await remindOne(ctx, { cart, lines: inIt, toldBefore }, ports).catch((error) => {
      if (isDatabaseAway(error)) throw error
      // Each by itself: one that fails must not keep the others, now or at the next run.
      ctx.log.error({ err: error, customerId: cart.customerId }, 'somebody could not be reminded of their cart')
    })
  }
  return left.length < AT_ONCE ? undefined : left.at(-1)?.customerId
}

/** What can be bought of all these carts, in two reads. */
async function readBuyable(ctx: Ctx, left: readonly LeftCart[]): Promise<Map<CustomerId, LeftLine[]>> {
  if (left.length === 0) return new Map()
  const customerIds = left.map(({ customerId }) => customerId)
  const lines = Map.groupBy(await listLinesOf(ctx.db, customerIds), ({ customerId }) => customerId)
  const skus = new Set([...lines.values()].flat().map(({ sku }) => sku))
  const offers = new Map((await listOffers(ctx.db, [...skus], ctx.now())).map((offer) => [offer.sku, offer]))
  return new Map([...lines].map(([customerId, own]) => [customerId, buyable(own, offers)]))
}

interface Reminding {
  cart: LeftCart
  lines: readonly LeftLine[]
  toldBefore: Date
}

/** The claim and the words commit together: killed in between, neither was. */
function remindOne(ctx: Ctx, { cart, lines, toldBefore }: Reminding, ports: ReminderPorts): Promise<void> {
  const { customerId, version } = cart
  return transact(ctx, async (ctx) => {
    const at = ctx.now()
    const until = endOfDay(at, ports.shop.timeZone)
    // An order takes the cart, and waits for us or is waited for.
    if (!until || !(await keepCart(ctx, cart))) return
    if (!(await takeReminder(ctx.db, cart, { at, toldBefore }))) return
    const customer = await findCustomer(ctx.db, customerId)
    const wants = customer?.cartReminders && isLive(customer)
    const saying = {
      compose: (locale: Locale) => describeLeftCart(lines, { ...ports, locale }),
      path: '/cart',
      key: `cart.${customerId}.${version}`,
      ...{ isNews: true, opensMiniApp: true, until },
    }
    const isSaid = wants && (await sayToCustomer(ctx, { customer, email: customer.email ?? undefined, saying }, ports))
    // Nowhere to say it: should there be a way tomorrow, nothing stands against it.
    if (!isSaid) await deleteReminder(ctx.db, customerId)
  })
}
