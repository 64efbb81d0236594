import fastifyPlugin from 'fastify-plugin'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createServer, maybeSignedInScope } from '#http'
import { Cookies } from '#platform'
import { openSession } from '#sessions'
import { favoriteRoutes } from '../../src/modules/cart/routes.ts'
import { byMail } from '../accounts.ts'
import { Browser } from '../browser.ts'
import { device, type UseCases, useCases } from '../use-cases.ts'
import { readCards, sell } from './catalogue.ts'

const publicUrl = 'http://127.0.0.1:3000'
let on: UseCases
let url: string
let close: () => Promise<unknown>
beforeAll(async () => {
  on = await useCases()
  const server = await createServer({
    ...{ log: pino({ level: 'silent' }), publicUrl, defaultLocale: 'ru', allowedOrigins: [], trustedProxies: [] },
    frameAncestors: [],
  })
  const signedIn = { ...on.ports, cookies: new Cookies(publicUrl), mayUseCookie: () => false }
  await server.register(maybeSignedInScope(on.ctx, signedIn))
  // Unsealed, as the scope above is: its routes see who is signed in.
  const ports = { ...on.ports, cookies: new Cookies(publicUrl), readCards }
  await server.register(fastifyPlugin(favoriteRoutes(on.ctx, ports)))
  url = await server.listen({ host: '127.0.0.1', port: 0 })
  close = () => server.close()
})
afterAll(async () => {
  await close()
  await on.close()
})

const idsOf = async (browser: Browser) =>
  (await browser.get('/api/favorites')).body.items.map(({ id }: { id: string }) => Number(id))

describe('favourites over HTTP (E5)', () => {
  test('of a guest, by the same cookie as the cart, set at the first change', async () => {
    const browser = new Browser(url, { 'accept-language': 'en' })
    const { sku, productId } = await sell(on.ctx.db)
    expect((await browser.get('/api/favorites')).body).toEqual({ items: [] })
    expect(browser.cookies.size).toBe(0)
    expect((await browser.put(`/api/favorites/${productId}`)).status).toBe(204)
    expect(browser.cookies.has('vitrina_cart')).toBe(true)
    const { body } = await browser.get('/api/favorites')
    expect(body.items).toMatchObject([{ id: String(productId), sku, name: `Bouquet ${sku}` }])
    expect(await idsOf(new Browser(url))).toEqual([])
    expect((await browser.delete(`/api/favorites/${productId}`)).status).toBe(204)
    expect(await idsOf(browser)).toEqual([])
  })

  test('survive signing in', async () => {
    const browser = new Browser(url)
    const { productId } = await sell(on.ctx.db)
    await browser.put(`/api/favorites/${productId}`)
    const { customer } = await byMail(on)
    const { session } = await openSession(on.ctx, { customer, device, amr: 'otp' }, on.ports.tokens)
    const me = browser.as(session.accessToken)
    expect(await idsOf(me)).toEqual([productId])
    expect(me.cookies.has('vitrina_cart')).toBe(false)
    expect(await idsOf(browser)).toEqual([])
  })

  test('of what there is not are refused, and nonsense too', async () => {
    const browser = new Browser(url)
    expect(await browser.put('/api/favorites/2147483647')).toMatchObject({
      status: 404,
      body: { code: 'cart.product_unknown' },
    })
    for (const id of ['0', '-1', '1.5', '2147483648', 'x', '%00', '1e3']) {
      expect((await browser.put(`/api/favorites/${id}`)).status, id).toBe(422)
      expect((await browser.delete(`/api/favorites/${id}`)).status, id).toBe(422)
    }
    expect(browser.cookies.size).toBe(0)
  })
})
