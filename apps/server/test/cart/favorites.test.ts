import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProductId } from '#catalog'
import { addFavorite, readFavorites, removeFavorite } from '../../src/modules/cart/favorites.ts'
import { cartLines, takeCart } from '../../src/modules/cart/for-orders.ts'
import { exportCart } from '../../src/modules/cart/keep-carts.ts'
import { mergeGuest } from '../../src/modules/cart/merge-guest.ts'
import { MAX_FAVORITES, type Owner } from '../../src/modules/cart/model.ts'
import { carts } from '../../src/modules/cart/tables.ts'
import { products } from '../../src/modules/catalog/tables.ts'
import { byMail } from '../accounts.ts'
import { type UseCases, useCases } from '../use-cases.ts'
import { readCards, sell } from './catalogue.ts'
import { put, stranger, tokenOf } from './shopping.ts'

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterAll(() => on.close())

async function like(owner: Owner, productId: ProductId): Promise<Owner> {
  on.ctx.advance(1000)
  const input = { owner, productId, locale: 'ru' } as const
  const token = await addFavorite(on.ctx, input, { ...on.ports, readCards })
  return token === undefined ? owner : stranger(token)
}
const idsOf = async (owner: Owner) =>
  (await readFavorites(on.ctx, { owner, locale: 'ru' }, readCards)).map(({ id }) => Number(id))

describe('favourites (E5)', () => {
  test('are shown the latest first, each once, until they are taken out', async () => {
    const { db } = on.ctx
    const [one, other] = [await sell(db), await sell(db)]
    let guest = await like(stranger(), one.productId)
    for (const { productId } of [other, one, other]) guest = await like(guest, productId)
    expect(await idsOf(guest)).toEqual([other.productId, one.productId])
    await removeFavorite(on.ctx, { owner: guest, productId: one.productId })
    expect(await idsOf(guest)).toEqual([other.productId])
  })

  test('what the shop does not show cannot become one, and no cart comes of it', async () => {
    const before = await on.ctx.db.select().from(carts)
    const { productId } = await sell(on.ctx.db, { isShown: false })
    for (const id of [productId, 2_000_000_000 as ProductId]) {
      await expect(like(stranger(), id)).rejects.toMatchObject({ code: 'cart.product_unknown', kind: 'missing' })
    }
    expect(await on.ctx.db.select().from(carts)).toEqual(before)
  })

  test('what is hidden later is not shown, and is there when it is shown again', async () => {
    const { db } = on.ctx
    const { productId } = await sell(db)
    const guest = await like(stranger(), productId)
    const show = (isShown: boolean) => db.update(products).set({ isShown }).where(eq(products.id, productId))
    await show(false)
    expect(await idsOf(guest)).toEqual([])
    await show(true)
    expect(await idsOf(guest)).toEqual([productId])
  })

  test('a guest’s survive signing in, beside those that were there (E5)', async () => {
    const { db } = on.ctx
    const { customerId } = await byMail(on)
    const [mine, both, theirs] = [await sell(db), await sell(db), await sell(db)]
    for (const { productId } of [mine, both]) await like({ customerId }, productId)
    let guest = await like(stranger(), theirs.productId)
    guest = await like(guest, both.productId)
    await mergeGuest(on.ctx, { customerId, guestToken: tokenOf(guest) })
    expect((await idsOf({ customerId })).toSorted()).toEqual(
      [mine, both, theirs].map(({ productId }) => productId).toSorted(),
    )
    expect(await idsOf(guest)).toEqual([])
    expect(((await exportCart(on.ctx, customerId)) as { favorites: unknown[] }).favorites).toHaveLength(3)
  })

  test('of a guest who signs in and an account are five hundred at most: the newest stay (E5)', async () => {
    const { db } = on.ctx
    const { customerId } = await byMail(on)
    const [old, mine, both, theirs] = [await sell(db), await sell(db), await sell(db), await sell(db)]
    const owner = { customerId }
    await like(owner, both.productId)
    await like(owner, old.productId)
    on.ctx.advance(60_000)
    await db.execute(sql`insert into favorites select id, 2000000 + n, ${on.ctx.now()}
      from carts, generate_series(4, ${MAX_FAVORITES}::int) as n where customer_id = ${customerId}`)
    await like(owner, mine.productId)
    const guest = await like(await like(stranger(), theirs.productId), both.productId)
    await mergeGuest(on.ctx, { customerId, guestToken: tokenOf(guest) })
    const { favorites } = (await exportCart(on.ctx, customerId)) as { favorites: unknown[] }
    expect(favorites).toHaveLength(MAX_FAVORITES)
    expect(await idsOf(owner)).toEqual([theirs, mine, both].map(({ productId }) => productId))
    await expect(like(owner, old.productId)).rejects.toMatchObject({ code: 'cart.too_many_favorites' })
  })

  test('do not get in the way of an order', async () => {
    const { customerId } = await byMail(on)
    const { sku, productId } = await sell(on.ctx.db)
    await put(on, { customerId }, { sku })
    const { version } = await cartLines(on.ctx, customerId)
    await like({ customerId }, productId)
    await removeFavorite(on.ctx, { owner: { customerId }, productId })
    await like({ customerId }, productId)
    expect(await takeCart(on.ctx, { customerId, version })).toBe(true)
    expect(await idsOf({ customerId })).toEqual([productId])
  })

  test('are five hundred at most, also when many come at once', async () => {
    const { db } = on.ctx
    const { customerId } = await byMail(on)
    const liked = [await sell(db), await sell(db), await sell(db)].map(({ productId }) => productId)
    await like({ customerId }, liked[0] as ProductId)
    await db.execute(sql`insert into favorites select id, 1000000 + n, now()
      from carts, generate_series(3, ${MAX_FAVORITES}::int) as n where customer_id = ${customerId}`)
    const outcomes = await Promise.allSettled(liked.slice(1).map((id) => like({ customerId }, id)))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const [refused] = outcomes.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[]
    expect(refused?.reason).toMatchObject({ code: 'cart.too_many_favorites' })
    await like({ customerId }, liked[0] as ProductId)
  })
})
