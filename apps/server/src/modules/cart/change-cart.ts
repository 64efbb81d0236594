import type { Money } from '@vitrina/contract'
import { type Ctx, type Limits, transact } from '#platform'
import { currencyUnknown, offerUnknown, tooManyLines } from './errors.ts'
import { type Contents, type Line, MAX_LINES, type Owner } from './model.ts'
import { openCart, reopenCart } from './open-cart.ts'
import type { CartPorts } from './ports.ts'
import { emptyCart, type Offers, offersOf } from './show-cart.ts'
import { deleteLine, listLines, updateCoupon, writeLine } from './store.ts'

export interface SetLine {
  owner: Owner
  sku: string
  /** Up to the maximum; nothing removes the line. */
  quantity: number
  /** What the page showed for one, when it says so. */
  price?: Money | undefined
}

/** A cart after a change, with what the catalogue says of it. */
export interface ChangedCart extends Contents {
  offers: Offers
  /** What a guest's cookie has to hold from now on. */
  guestToken: string | undefined
}

/**
 * Puts so many of one thing into the cart, or takes it out; said twice, it is still so many. More
 * than there is is kept as asked and shown as a problem. Refuses with `cart.offer_unknown` what
 * is not sold, and with `cart.too_many_lines` one line more than a cart may have.
 */
export async function setQuantity(
  ctx: Ctx,
  input: SetLine,
  ports: Pick<CartPorts, 'counting' | 'flood'>,
): Promise<ChangedCart> {
  const { owner, sku, quantity, price } = input
  if (price && price.currency !== ports.counting.currency) throw currencyUnknown()
  if (quantity === 0) return removeLine(ctx, input)
  // Opened first: it keeps other calls for this cart waiting, so that what is read next stays true.
  return transact(ctx, async (ctx) => {
    const { id, couponCode, guestToken } = await openCart(ctx, { owner }, ports.flood)
    const lines = await listLines(ctx.db, id)
    const offers = await offersOf(ctx, [...lines, { sku }])
    const offer = offers.get(sku)
    if (!offer?.isSold) throw offerUnknown()

    const there = lines.find((line) => line.sku === sku)
    if (!there && lines.length >= MAX_LINES) throw tooManyLines()
    const seenPriceMinor = price?.amountMinor ?? there?.seenPriceMinor ?? offer.priceMinor
    const line: Line = { sku, quantity, seenPriceMinor, addedAt: there?.addedAt ?? ctx.now() }
    await writeLine(ctx.db, id, line)
    return { couponCode, lines: withLine(lines, line), offers, guestToken }
  })
}

function withLine(lines: readonly Line[], line: Line): Line[] {
  const nth = lines.findIndex(({ sku }) => sku === line.sku)
  return nth < 0 ? [...lines, line] : lines.with(nth, line)
}

/** Takes a line out, sold or not; of what is not there nothing is left either. */
export async function removeLine(ctx: Ctx, { owner, sku }: Pick<SetLine, 'owner' | 'sku'>): Promise<ChangedCart> {
  const left = await transact(ctx, async (ctx) => {
    const opened = await reopenCart(ctx, { owner })
    if (!opened) return undefined
    await deleteLine(ctx.db, opened.id, sku)
    return { ...opened, lines: await listLines(ctx.db, opened.id) }
  })
  if (!left) return { ...emptyCart, offers: new Map(), guestToken: undefined }
  const { couponCode, lines, guestToken } = left
  return { couponCode, lines, offers: await offersOf(ctx, lines), guestToken }
}

/**
 * Puts a coupon's code into the cart. It stays there even when it takes nothing off now, and that is
 * shown as a problem: a guest's may be good once they sign in, and another with more in the cart.
 */
export function setCoupon(
  ctx: Ctx,
  { owner, code }: { owner: Owner; code: string },
  flood: Limits,
): Promise<ChangedCart> {
  return transact(ctx, async (ctx) => {
    const { id, guestToken } = await openCart(ctx, { owner }, flood)
    await updateCoupon(ctx.db, id, code)
    const lines = await listLines(ctx.db, id)
    return { couponCode: code, lines, offers: await offersOf(ctx, lines), guestToken }
  })
}

/** Takes the coupon out; without one nothing changes. */
export function removeCoupon(ctx: Ctx, owner: Owner): Promise<ChangedCart> {
  return transact(ctx, async (ctx) => {
    const opened = await reopenCart(ctx, { owner })
    if (!opened) return { ...emptyCart, offers: new Map(), guestToken: undefined }
    const { id, guestToken } = opened
    await updateCoupon(ctx.db, id, null)
    const lines = await listLines(ctx.db, id)
    return { couponCode: null, lines, offers: await offersOf(ctx, lines), guestToken }
  })
}
