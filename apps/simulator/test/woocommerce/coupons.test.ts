import { describe, expect, it } from 'vitest'
import { first } from '../support.ts'
import { follow, openShop, type TestShop } from './support.ts'

/** A shop with roses at 10.00, and one coupon. */
async function roseShop(coupon: Record<string, unknown> & { code: string }, options = {}) {
  const shop = await openShop(options)
  const rose = shop.world.addProduct({ name: 'Rose', sku: 'R', regular_price: '10' })
  shop.world.addCoupon(coupon)
  return { ...shop, rose }
}

const order = (shop: TestShop, codes: string[], line: object = {}) =>
  shop.post('/orders', {
    line_items: [{ sku: 'R', quantity: 3, ...line }],
    coupon_lines: codes.map((code) => ({ code, discount: '999' })),
  })

describe('a coupon that suits', () => {
  it.each([
    ['percent', { discount_type: 'percent', amount: '10' }, '27.00', '3.00'],
    ['of the whole cart', { discount_type: 'fixed_cart', amount: '5' }, '25.00', '5.00'],
    ['of each piece', { discount_type: 'fixed_product', amount: '1.5' }, '25.50', '4.50'],
    ['of more than there is to pay', { discount_type: 'fixed_cart', amount: '500' }, '0.00', '30.00'],
  ])('%s: what the client says of the discount is ignored', async (_, coupon, total, discount) => {
    const shop = await roseShop({ code: 'sale', ...coupon })
    const { status, body } = await order(shop, ['SALE'])
    expect(status).toBe(201)
    expect(body).toMatchObject({ total, discount_total: discount, line_items: [{ subtotal: '30.00', total }] })
    expect(body.coupon_lines[0]).toMatchObject({
      ...{ code: 'sale', discount, discount_type: coupon.discount_type, nominal_amount: Number(coupon.amount) },
    })
  })

  it('not a penny of a discount is lost between lines', async () => {
    const shop = await roseShop({ code: 'sale', discount_type: 'fixed_cart', amount: '10' })
    const lines = Array.from({ length: 3 }, () => ({ sku: 'R', quantity: 1 }))
    const { body } = await shop.post('/orders', { line_items: lines, coupon_lines: [{ code: 'sale' }] })
    expect(body.line_items.map(({ total }: any) => total)).toEqual(['6.66', '6.67', '6.67'])
    expect(body).toMatchObject({ total: '20.00', discount_total: '10.00' })
  })

  it('nor of a percentage, whose share of each line is rounded down', async () => {
    const shop = await roseShop({ code: 'sale', discount_type: 'percent', amount: '10' })
    shop.world.setPrice('R', '10.05')
    const lines = Array.from({ length: 3 }, () => ({ sku: 'R', quantity: 1 }))
    const { body } = await shop.post('/orders', { line_items: lines, coupon_lines: [{ code: 'sale' }] })
    expect(body.line_items.map(({ total }: any) => total)).toEqual(['9.04', '9.05', '9.05'])
    expect(body.discount_total).toBe('3.01')
  })

  it('sets a line back to its subtotal first, whatever the line was given (O4)', async () => {
    const shop = await roseShop({ code: 'sale', discount_type: 'percent', amount: '10' })
    const { body } = await order(shop, ['sale'], { subtotal: '30.00', total: '20.00' })
    expect(body.line_items[0]).toMatchObject({ subtotal: '30.00', total: '27.00' })
  })

  it('counts as used while the order only waits, and no more when it is cancelled', async () => {
    const shop = await roseShop({ code: 'sale', amount: '1' })
    const { body } = await order(shop, ['sale'])
    expect(first(shop.world.coupons()).usage_count).toBe(1)
    await shop.put(`/orders/${body.id}`, { status: 'cancelled' })
    expect(first(shop.world.coupons()).usage_count).toBe(0)
  })

  it('sent again on a change is taken off and put on anew (O4)', async () => {
    const shop = await roseShop({ code: 'sale', discount_type: 'percent', amount: '10' })
    const { body } = await order(shop, ['sale'])
    const again = await shop.put(`/orders/${body.id}`, { coupon_lines: [{ code: 'sale' }] })
    expect(again.body).toMatchObject({ total: '27.00', coupon_lines: [{ code: 'sale' }] })
    const none = await shop.put(`/orders/${body.id}`, { coupon_lines: [] })
    expect(none.body).toMatchObject({ total: '30.00', coupon_lines: [] })
    expect(first(shop.world.coupons()).usage_count).toBe(0)
  })
})

describe('a coupon that does not suit leaves an order behind (O2)', () => {
  const expired = { code: 'sale', amount: '1', date_expires: '2026-11-20T14:44:59' }
  it.each([
    ['unknown', { code: 'other' }, ['sale'], 'does not exist'],
    ['expired', expired, ['sale'], 'has expired'],
    ['used up', { code: 'sale', usage_limit: 1 }, ['sale'], 'Usage limit'],
    ['for more than was bought', { code: 'sale', minimum_amount: '30.01' }, ['sale'], '</span>30.01'],
    ['twice', { code: 'sale', amount: '1' }, ['sale', 'SALE'], 'already'],
  ])('%s', async (kind, coupon, codes, words) => {
    const shop = await roseShop(coupon, { currency: 'EUR' })
    if (kind === 'used up') expect((await order(shop, codes)).status).toBe(201)
    const { status, body } = await order(shop, codes)
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'woocommerce_rest_invalid_coupon' })
    expect(body.message).toContain(words)
    const draft = shop.world.order(body.data.new_draft_order_id)
    expect(draft.status).toBe('checkout-draft')
    expect((await shop.get('/orders?status=checkout-draft')).body).toHaveLength(1)
  })

  it('the words come with entities and markup', async () => {
    const shop = await roseShop({ code: 'sale', minimum_amount: '50' }, { currency: 'EUR' })
    const { message } = (await order(shop, ['sale'])).body
    expect(message).toContain('&quot;sale&quot;')
    expect(message).toContain('<span class="woocommerce-Price-currencySymbol">&euro;</span>50.00')
  })

  it('the draft is told of as an order that was made', async () => {
    const shop = await roseShop({ code: 'other' })
    const hook = await follow(shop, 'order.created')
    const { body } = await order(shop, ['sale'])
    await shop.runWebhooks()
    expect(JSON.parse(first(hook.deliveries()).body)).toMatchObject({
      ...{ id: body.data.new_draft_order_id, status: 'checkout-draft' },
    })
  })

  it('the draft has used the coupon: one that may be used once is burnt', async () => {
    const shop = await roseShop({ code: 'once', amount: '1', usage_limit: 1 })
    expect((await order(shop, ['once', 'once'])).status).toBe(400)
    expect((await order(shop, ['once'])).body.message).toContain('Usage limit')
  })

  it('on a change the lines are there although the coupon failed (O3)', async () => {
    const shop = await roseShop({ code: 'sale' })
    const { body } = await shop.post('/orders', {})
    const change = { line_items: [{ sku: 'R', quantity: 1 }], coupon_lines: [{ code: 'nobody' }] }
    const failed = await shop.put(`/orders/${body.id}`, change)
    expect(failed).toMatchObject({ status: 400, body: { code: 'woocommerce_rest_invalid_coupon' } })
    expect((await shop.get(`/orders/${body.id}`)).body.line_items).toHaveLength(1)
  })
})

describe('keeping coupons', () => {
  it('one that is a draft, in the trash or deleted is in no list, and only two of these are told of', async () => {
    const shop = await openShop()
    const topics = await Promise.all(['coupon.updated', 'coupon.deleted'].map((topic) => follow(shop, topic)))
    for (const code of ['draft', 'trash', 'gone', 'kept']) shop.world.addCoupon({ code })
    shop.world.changeCoupon('draft', { status: 'draft' })
    shop.world.trashCoupon('trash')
    shop.world.deleteCoupon('gone')
    expect((await shop.get('/coupons')).body.map(({ code }: any) => code)).toEqual(['kept'])
    await shop.runWebhooks()
    expect(topics.map(({ deliveries }) => deliveries().length)).toEqual([1, 1])
  })

  it('codes are in lower case, money is padded, and a code is there once', async () => {
    const { post, get } = await openShop()
    const { status, body } = await post('/coupons', { code: 'SALOM10', amount: '10', minimum_amount: '30' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ code: 'salom10', amount: '10.00', minimum_amount: '30.00' })
    expect((await post('/coupons', { code: 'salom10' })).status).toBe(400)
    expect((await get('/coupons?code=SALOM10')).body).toHaveLength(1)
  })

  it('a change ignores the expiry in UTC without a word, and takes the local one', async () => {
    const { post, put } = await openShop()
    const { body } = await post('/coupons', { code: 'sale' })
    const inUtc = await put(`/coupons/${body.id}`, { date_expires_gmt: '2027-01-01T00:00:00' })
    expect(inUtc).toMatchObject({ status: 200, body: { date_expires: null } })
    const local = await put(`/coupons/${body.id}`, { date_expires: '2027-01-01T00:00:00' })
    expect(local.body.date_expires_gmt).toBe('2026-12-31T19:00:00')
  })
})
