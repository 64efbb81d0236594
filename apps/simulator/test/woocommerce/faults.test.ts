import { describe, expect, it } from 'vitest'
import type { WooFault } from '../../src/index.ts'
import { openShop } from './support.ts'

describe('a site in trouble', () => {
  it.each<[WooFault, number]>([
    [{ kind: 'maintenance' }, 503],
    [{ kind: 'no-database' }, 500],
    [{ kind: 'error', status: 502 }, 502],
    [{ kind: 'garbage' }, 200],
  ])('%j answers %i in HTML, and nothing is done', async (fault, status) => {
    const shop = await openShop()
    shop.faults.add(fault)
    const answer = await shop.post('/orders', {})
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
    expect(answer.headers.get('retry-after')).toBe(fault.kind === 'maintenance' ? '600' : null)
    expect(shop.world.orders()).toEqual([])
    expect((await shop.post('/orders', {})).status).toBe(201)
  })

  it('a lost answer leaves the order behind, a lost request does not (O1)', async () => {
    const shop = await openShop()
    shop.faults.add({ kind: 'drop-after' })
    await expect(shop.post('/orders', {})).rejects.toThrow('fetch failed')
    expect(shop.world.orders()).toHaveLength(1)
    shop.faults.add({ kind: 'drop-before' })
    await expect(shop.post('/orders', {})).rejects.toThrow('fetch failed')
    expect(shop.world.orders()).toHaveLength(1)
    shop.faults.add({ kind: 'error-after', status: 504 })
    expect((await shop.post('/orders', {})).status).toBe(504)
    expect(shop.world.orders()).toHaveLength(2)
  })

  it('a call that is held up is answered all the same', async () => {
    const shop = await openShop()
    shop.faults.add({ kind: 'slow', delayMs: 60 })
    const before = performance.now()
    expect((await shop.get('/products')).status).toBe(200)
    expect(performance.now() - before).toBeGreaterThan(55)
  })

  it('trouble can be had for some calls only, by method, path and chance', async () => {
    const chances = [0.01, 0.5, 0.01]
    const shop = await openShop({ random: () => chances.shift() ?? 1 })
    shop.faults.add({ kind: 'error', status: 500 }, { method: 'POST', path: '/orders', rate: 0.05 })
    expect((await shop.get('/orders')).status).toBe(200)
    const seen = [await shop.post('/orders'), await shop.post('/orders'), await shop.post('/orders')]
    expect(seen.map(({ status }) => status)).toEqual([500, 201, 500])
  })

  it('can last, and be over', async () => {
    const shop = await openShop()
    shop.faults.always({ kind: 'maintenance' })
    for (let count = 0; count < 3; count += 1) expect((await shop.get('/products')).status).toBe(503)
    shop.faults.clear()
    expect((await shop.get('/products')).status).toBe(200)
  })

  it('one product that cannot be shown spoils its page and no other (S8)', async () => {
    const shop = await openShop()
    const ids = Array.from({ length: 8 }, (_, count) => shop.world.addProduct({ name: `Rose ${count}` }).id)
    shop.faults.breakId(ids[5] ?? 0)
    const page = (number: number) => shop.get(`/products?orderby=id&order=asc&per_page=4&page=${number}`)
    expect((await page(1)).status).toBe(200)
    const { status, body } = await page(2)
    expect({ status, code: body.code }).toEqual({ status: 500, code: 'internal_server_error' })
    expect((await shop.get(`/products/${ids[5]}`)).status).toBe(500)
    expect((await shop.get(`/products/${ids[4]}`)).status).toBe(200)
    expect((await shop.get(`/products?exclude=${ids[5]}`)).body).toHaveLength(7)
  })

  it('what was asked is known afterwards', async () => {
    const shop = await openShop()
    await shop.get('/products?per_page=1')
    expect(shop.calls()).toMatchObject([{ method: 'GET', path: '/wc/v3/products?per_page=1', status: 200 }])
    shop.forgetCalls()
    expect(shop.calls()).toEqual([])
  })
})
