import { describe, expect, it } from 'vitest'
import { ask, basic, openShop, type TestShop } from './support.ts'

const products = (shop: TestShop, authorization?: string, query = '') =>
  ask(`${shop.url}/wp-json/wc/v3/products${query}`, authorization ? { headers: { authorization } } : {})

describe('who may call (S4)', () => {
  it('the key pair is taken as Basic, in the query, and an application password as Basic', async () => {
    const shop = await openShop()
    const { user, password } = shop.application
    const inQuery = `?consumer_key=${shop.key}&consumer_secret=${shop.secret}`
    expect((await products(shop, basic(shop.key, shop.secret))).status).toBe(200)
    expect((await products(shop, undefined, inQuery)).status).toBe(200)
    expect((await products(shop, basic(user, password))).status).toBe(200)
  })

  it.each([
    ['nothing', () => undefined],
    ['an unknown key', ({ secret }: TestShop) => basic('ck_unknown', secret)],
    ['the password of the administration', () => basic('admin', 'admin')],
  ])('%s may not see, and is not told why', async (_, authorization) => {
    const shop = await openShop()
    const { status, body } = await products(shop, authorization(shop))
    expect({ status, code: body.code }).toEqual({ status: 401, code: 'woocommerce_rest_cannot_view' })
  })

  it('a known key with a wrong secret is told so', async () => {
    const shop = await openShop()
    const { status, body } = await products(shop, basic(shop.key, 'cs_wrong'))
    expect(status).toBe(401)
    expect(body).toMatchObject({
      code: 'woocommerce_rest_authentication_error',
      message: 'Consumer secret is invalid.',
    })
  })

  it('a key for reading reads, and its writing is 401, not 403', async () => {
    const shop = await openShop()
    const authorization = basic(shop.readOnly.key, shop.readOnly.secret)
    expect((await products(shop, authorization)).status).toBe(200)
    const answer = await shop.get('/products', { method: 'POST', headers: { authorization } })
    expect(answer).toMatchObject({ status: 401, body: { code: 'woocommerce_rest_authentication_error' } })
  })

  it('WordPress itself takes the keys of WooCommerce for a wrong sign-in, even where everybody may read', async () => {
    const shop = await openShop()
    const pages = `${shop.url}/wp-json/wp/v2/pages`
    const headers = { authorization: basic(shop.key, shop.secret) }
    expect((await ask(pages)).status).toBe(200)
    expect(await ask(pages, { headers })).toMatchObject({ status: 401, body: { code: 'invalid_username' } })
  })

  it('what is read by a key is not to be kept, and any origin may read it with credentials', async () => {
    const { get } = await openShop()
    const { headers } = await get('/products', { headers: { origin: 'https://evil.example' } })
    expect(headers.get('cache-control')).toBe('no-cache, must-revalidate, max-age=0, no-store, private')
    expect(headers.get('etag')).toBeNull()
    expect(headers.get('access-control-allow-origin')).toBe('https://evil.example')
    expect(headers.get('access-control-allow-credentials')).toBe('true')
  })

  it('a secret of the query is in no record and no link', async () => {
    const shop = await openShop()
    for (const name of ['Rose', 'Lily']) shop.world.addProduct({ name })
    const { headers } = await products(
      shop,
      undefined,
      `?consumer_key=${shop.key}&consumer_secret=${shop.secret}&per_page=1`,
    )
    expect(headers.get('link')).not.toContain(shop.secret)
    expect(JSON.stringify(shop.calls())).not.toContain(shop.secret)
  })
})
