import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setCoupon } from '../../src/modules/cart/change-cart.ts'
import { readFavorites } from '../../src/modules/cart/favorites.ts'
import { followJoin, mergeGuest } from '../../src/modules/cart/merge-guest.ts'
import type { Owner } from '../../src/modules/cart/model.ts'
import { carts } from '../../src/modules/cart/tables.ts'
import { byMail } from '../accounts.ts'
import { type UseCases, useCases } from '../use-cases.ts'
import { readCards, sell } from './catalogue.ts'
import { put, quantitiesOf, see, stranger, tokenOf } from './shopping.ts'

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterAll(() => on.close())

const TIMES = 20
const skus = async (count: number) => {
  const made: string[] = []
  while (made.length < count) made.push((await sell(on.ctx.db)).sku)
  return made as [string, ...string[]]
}
const manyAtOnce = <Result>(act: (nth: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: TIMES }, (_, nth) => act(nth)))
const merge = async (guest: Owner, customerId: Awaited<ReturnType<typeof byMail>>['customerId']) =>
  mergeGuest(on.ctx, { customerId, guestToken: tokenOf(guest) })

describe('many changes at once', () => {
  test('twenty different things put in by one guest are all there (E5)', async () => {
    const [first, ...others] = await skus(TIMES + 1)
    const guest = await put(on, stranger(), { sku: first })
    await manyAtOnce((nth) => put(on, guest, { sku: others[nth] ?? '', quantity: nth + 1 }))
    const expected = Object.fromEntries(others.map((sku, nth) => [sku, nth + 1]))
    expect(await quantitiesOf(on, guest)).toEqual({ [first]: 1, ...expected })
  })

  test('a customer’s first twenty come into one cart', async () => {
    const { customerId } = await byMail(on)
    const all = await skus(TIMES)
    await manyAtOnce((nth) => put(on, { customerId }, { sku: all[nth] ?? '' }))
    expect(Object.keys(await quantitiesOf(on, { customerId }))).toHaveLength(TIMES)
  })

  test('of a full cart’s last place one of twenty has it', async () => {
    const all = await skus(99 + TIMES)
    const guest = await put(on, stranger(), { sku: all[0] })
    for (const sku of all.slice(1, 99)) await put(on, guest, { sku })
    const put100 = (nth: number) => put(on, guest, { sku: all[99 + nth] ?? '' }).catch(() => undefined)
    expect((await manyAtOnce(put100)).filter(Boolean)).toHaveLength(1)
    expect(Object.keys(await quantitiesOf(on, guest))).toHaveLength(100)
  })
})

describe('a guest who signs in (E5)', () => {
  test('finds both carts in one, on every door, and the guest’s is no more', async () => {
    const { customerId } = await byMail(on)
    const [both, mine, theirs] = (await skus(3)) as [string, string, string]
    await put(on, { customerId }, { sku: both, quantity: 1 })
    await put(on, { customerId }, { sku: mine, quantity: 2 })
    const guest = await put(on, await put(on, stranger(), { sku: both, quantity: 4 }), { sku: theirs, quantity: 3 })
    await setCoupon(on.ctx, { owner: guest, code: 'GUEST' }, on.ports.flood)
    await merge(guest, customerId)
    expect(await quantitiesOf(on, { customerId })).toEqual({ [both]: 4, [mine]: 2, [theirs]: 3 })
    expect((await see(on, { customerId })).coupon).toEqual({ code: 'GUEST' })
    expect(await quantitiesOf(on, guest)).toEqual({})
  })

  test('has what they wanted first at the top, whenever it was', async () => {
    const { customerId } = await byMail(on)
    const [first, second] = (await skus(2)) as [string, string]
    const guest = await put(on, stranger(), { sku: first })
    for (const sku of [second, first]) {
      on.ctx.advance(1000)
      await put(on, { customerId }, { sku })
    }
    await merge(guest, customerId)
    expect(Object.keys(await quantitiesOf(on, { customerId }))).toEqual([first, second])
  })

  test('has no more than a hundred lines: all of their own, the guest’s newest, and the rest among the favourites', async () => {
    const { customerId } = await byMail(on)
    const all = await skus(120)
    let guest: Owner = stranger()
    for (const [nth, sku] of all.entries()) {
      on.ctx.advance(1000)
      if (nth < 60) await put(on, { customerId }, { sku })
      else guest = await put(on, guest, { sku })
    }
    await merge(guest, customerId)
    const [own, oldest, newest] = [all.slice(0, 60), all.slice(60, 80), all.slice(80)]
    expect(Object.keys(await quantitiesOf(on, { customerId })).sort()).toEqual([...own, ...newest].sort())
    const liked = await readFavorites(on.ctx, { owner: { customerId }, locale: 'ru' }, readCards)
    expect(liked.map(({ sku }) => sku).sort()).toEqual(oldest.sort())
    const [another] = await skus(1)
    await expect(put(on, { customerId }, { sku: another })).rejects.toMatchObject({ code: 'cart.too_many_lines' })
  })

  test('in twenty tabs at once is merged once', async () => {
    const { customerId } = await byMail(on)
    const [sku] = await skus(1)
    const guest = await put(on, stranger(), { sku, quantity: 2 })
    await manyAtOnce(() => merge(guest, customerId))
    expect(await quantitiesOf(on, { customerId })).toEqual({ [sku]: 2 })
    // Taken out after the merge it stays out, whatever comes late.
    await put(on, { customerId }, { sku, quantity: 0 })
    await merge(guest, customerId)
    expect(await quantitiesOf(on, { customerId })).toEqual({})
  })

  test('while other tabs still add as a guest loses nothing of it', async () => {
    const { customerId } = await byMail(on)
    const [first, ...others] = await skus(TIMES + 1)
    const guest = await put(on, stranger(), { sku: first })
    const owners = await manyAtOnce(async (nth) => {
      if (nth === TIMES / 2) await merge(guest, customerId)
      return put(on, guest, { sku: others[nth] ?? '' })
    })
    // Who came too late for the old cart has begun a new one, and signs in with it.
    for (const owner of owners) await merge(owner, customerId)
    expect(Object.keys(await quantitiesOf(on, { customerId })).sort()).toEqual([first, ...others].toSorted())
  })

  test('as two people from one browser is merged into the first, whole', async () => {
    const [one, other] = [await byMail(on), await byMail(on)]
    const all = await skus(10)
    const guest = await put(on, stranger(), { sku: all[0] })
    for (const sku of all) await put(on, guest, { sku })
    await manyAtOnce((nth) => merge(guest, nth % 2 ? one.customerId : other.customerId))
    const sizes = await Promise.all(
      [one, other].map(async ({ customerId }) => Object.keys(await quantitiesOf(on, { customerId })).length),
    )
    expect(sizes.sort()).toEqual([0, 10].sort())
  })

  test('with a cookie of which nothing is left costs no change', async () => {
    const { customerId } = await byMail(on)
    const before = await on.ctx.db.select().from(carts)
    await merge(stranger('A'.repeat(43)), customerId)
    expect(await on.ctx.db.select().from(carts)).toEqual(before)
  })
})

describe('two accounts that become one', () => {
  test('have one cart, however often it is told', async () => {
    const [from, into] = [await byMail(on), await byMail(on)]
    const [both, theirs] = (await skus(2)) as [string, string]
    await put(on, from, { sku: both, quantity: 3 })
    await put(on, from, { sku: theirs })
    await put(on, into, { sku: both, quantity: 2 })
    const joined = { from: from.customerId, into: into.customerId }
    for (let told = 0; told < 2; told++) await followJoin(on.ctx, joined)
    expect(await quantitiesOf(on, { customerId: into.customerId })).toEqual({ [both]: 3, [theirs]: 1 })
    expect(await quantitiesOf(on, { customerId: from.customerId })).toEqual({})
  })
})
