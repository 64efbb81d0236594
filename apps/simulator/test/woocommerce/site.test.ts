import { describe, expect, it } from 'vitest'
import { startWooCommerce } from '../../src/index.ts'
import { ask, basic, openShop } from './support.ts'

describe('pages and posts of WordPress', () => {
  it('everybody reads what is published, rendered; a draft only who is signed in', async () => {
    const { world, url, application } = await openShop()
    const page = world.addPage({ title: 'Tom & "Jerry"', content: 'One\n\nTwo -- it\'s "two"' })
    const draft = world.addPage({ title: 'Draft', status: 'draft' })
    const pages = `${url}/wp-json/wp/v2/pages`
    const { body } = await ask(pages)
    expect(body.map(({ id }: any) => id)).toEqual([page.id])
    expect(body[0].title.rendered).toBe('Tom &#038; &#8220;Jerry&#8221;')
    expect(body[0].content.rendered).toBe('<p>One</p>\n\n<p>Two &#8211; it&#8217;s &#8220;two&#8221;</p>\n')
    expect(await ask(`${pages}/${draft.id}`)).toMatchObject({ status: 401, body: { code: 'rest_forbidden' } })
    expect((await ask(`${pages}?status=draft`)).status).toBe(400)
    const headers = { authorization: basic(application.user, application.password) }
    expect((await ask(`${pages}/${draft.id}`, { headers })).status).toBe(200)
  })

  it('what is behind a password is listed without its words', async () => {
    const { world, url } = await openShop()
    world.addPage({ title: 'Secret', content: 'For staff', password: 'sesame' })
    const { body } = await ask(`${url}/wp-json/wp/v2/pages`)
    expect(body[0]).toMatchObject({ title: { rendered: 'Secret' }, content: { rendered: '', protected: true } })
  })

  it('past the end is refused, where WooCommerce answers with nothing', async () => {
    const { world, url } = await openShop()
    world.addPost({ title: 'News' })
    const { status, body } = await ask(`${url}/wp-json/wp/v2/posts?page=2`)
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'rest_post_invalid_page_number' })
  })

  it('posts are found by category and slug, with their picture when asked', async () => {
    const { world, url } = await openShop()
    const banners = world.addPostCategory('Banners')
    const { id: featured_media } = world.addPicture({ title: 'Peonies' })
    world.addPost({ title: 'Peonies', categories: [banners.id], featured_media })
    world.addPost({ title: 'Other' })
    const { body } = await ask(`${url}/wp-json/wp/v2/posts?categories=${banners.id}&_embed=1`)
    expect(body).toHaveLength(1)
    expect(body[0]._embedded['wp:featuredmedia'][0].source_url).toMatch(/\.png$/)
    expect((await ask(`${url}/wp-json/wp/v2/posts?slug=other`)).body).toHaveLength(1)
    const categories = await ask(`${url}/wp-json/wp/v2/categories?slug=banners`)
    expect(categories.body).toMatchObject([{ id: banners.id, count: 1 }])
    expect((await ask(`${url}/wp-json/wp/v2/media/${featured_media}`)).body.media_details.width).toBe(600)
  })

  it('a change of a page can be asked for by its time', async () => {
    const { world, url, clock } = await openShop()
    const page = world.addPage({ title: 'About' })
    const changed = `${url}/wp-json/wp/v2/pages?modified_after=2026-11-20T09:45:00Z`
    expect((await ask(changed)).body).toEqual([])
    clock.advance(1)
    world.changePost(page.id, { title: 'About us' })
    expect((await ask(changed)).body).toHaveLength(1)
  })
})

describe('how the shop is set up', () => {
  it('currency, decimals, versions and where orders are kept can be asked for (O12)', async () => {
    const { get } = await openShop({ currency: 'EUR', decimals: 2, hpos: false, hposSync: true })
    const general = (await get('/settings/general')).body
    const value = (id: string) => general.find((setting: any) => setting.id === id)?.value
    expect([value('woocommerce_currency'), value('woocommerce_price_num_decimals')]).toEqual(['EUR', '2'])
    expect((await get('/settings/general/woocommerce_currency')).body.value).toBe('EUR')
    expect((await get('/settings/nonsense')).status).toBe(404)
    expect((await get('/system_status')).body).toMatchObject({
      environment: { version: '11.0.1', wp_version: '6.9.4' },
      settings: { HPOS_enabled: false, HPOS_sync_enabled: true },
    })
  })

  it('zones have places and methods, the zone of everywhere else is 0', async () => {
    const { get } = await openShop()
    expect((await get('/shipping/zones')).body.map(({ id }: any) => id)).toEqual([0, 1])
    expect((await get('/shipping/zones/1/locations')).body).toMatchObject([{ code: 'UZ', type: 'country' }])
    expect((await get('/shipping/zones/1/methods')).body).toMatchObject([
      { method_id: 'flat_rate', enabled: true, settings: { cost: { value: '25000' } } },
      { method_id: 'free_shipping', settings: { min_amount: { value: '500000' } } },
      { method_id: 'local_pickup' },
    ])
    expect((await get('/shipping/zones/9')).status).toBe(404)
  })

  it('zones and ways of delivery are made in the administration, and their places have names', async () => {
    const { get, world } = await openShop()
    const zone = world.addZone({ name: 'Киев', order: 0, locations: [{ code: 'UA:UA30', type: 'state' }] })
    world.addZoneMethod(zone.id, { method_id: 'flat_rate', settings: { cost: '10 + [qty]' } })
    expect((await get(`/shipping/zones/${zone.id}/methods`)).body).toMatchObject([
      { instance_id: 4, method_id: 'flat_rate', settings: { cost: { value: '10 + [qty]' } } },
    ])
    expect((await get('/data/countries/ua')).body.states).toContainEqual({ code: 'UA30', name: 'Київ' })
    expect((await get('/data/continents/as')).body.countries.map(({ code }: any) => code)).toEqual(['KZ', 'UZ'])
    expect(await get('/data/countries/xx')).toMatchObject({
      status: 404,
      body: { code: 'woocommerce_rest_data_invalid_location' },
    })
  })

  it('which pages are WooCommerce’s own is among its settings', async () => {
    const { get, world } = await openShop()
    const cart = world.addPage({ title: 'Cart' })
    world.setWooPage('cart', cart.id)
    const { body } = await get('/settings/advanced')
    expect(body.map(({ id, value }: any) => [id, value])).toEqual([
      ['woocommerce_cart_page_id', String(cart.id)],
      ['woocommerce_checkout_page_id', ''],
      ['woocommerce_myaccount_page_id', ''],
    ])
  })

  it('gateways say whether they are on', async () => {
    const shop = await openShop()
    const { body } = await shop.get('/payment_gateways')
    expect(body.map(({ id, enabled }: any) => [id, enabled])).toEqual([
      ['bacs', false],
      ['cheque', false],
      ['cod', true],
    ])
    const { world } = shop
    world.setGateway('payme', { title: 'Payme' })
    expect((await shop.get('/payment_gateways/payme')).body).toMatchObject({ title: 'Payme', enabled: true })
    world.setGateway('payme', { enabled: false })
    expect((await shop.get('/payment_gateways/payme')).body.enabled).toBe(false)
  })

  it('the index says which routes there are', async () => {
    const { url } = await openShop({ version: '10.2.0' })
    const { body } = await ask(`${url}/wp-json/`)
    expect(body.namespaces).toContain('wc/v3')
    expect(Object.keys(body.routes)).toContain('/wc/v3/products/(?P<id>[\\d]+)')
    expect(Object.keys(body.routes)).not.toContain('/wc/v3/variations')
  })
})

describe('the sample shop', () => {
  it('is about sixty products with pictures that are really there', async () => {
    const { world, get } = await openShop({ sample: true })
    const products = world.products().filter(({ type }) => type !== 'variation')
    expect(products.length).toBeGreaterThanOrEqual(60)
    expect(new Set(products.map(({ status }) => status))).toEqual(new Set(['publish', 'draft', 'private']))
    const { body } = await get('/products?sku=RS-001')
    const picture = await fetch(body[0].images[0].src)
    const bytes = Buffer.from(await picture.arrayBuffer())
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([600, 600])
    expect((await fetch(`${body[0].images[0].src}x`)).status).toBe(404)
  })

  it('draws different things differently, and one thing always the same', async () => {
    const shop = await openShop({ sample: true })
    const bytes = async (sku: string, { get } = shop) => {
      const { body } = await get(`/products?sku=${sku}`)
      return Buffer.from(await (await fetch(body[0].images[0].src)).arrayBuffer())
    }
    const again = await openShop({ sample: true })
    expect((await bytes('BQ-001')).equals(await bytes('BQ-001', again))).toBe(true)
    expect((await bytes('BQ-001')).equals(await bytes('BQ-002'))).toBe(false)
  })

  it('takes a picture of its own into the library when a product is given its address', async () => {
    const { world, get, post } = await openShop()
    const picture = world.addPicture({ title: 'Rose' })
    const seen = await post('/products', { name: 'Rose', images: [{ id: picture.id, alt: 'A rose' }] })
    const { src } = seen.body.images[0]
    expect((await post('/products', { name: 'Same', images: [{ src }] })).body.images[0].id).toBe(picture.id)
    const copy = await post('/products', { name: 'Copy', images: [{ src: `${src}?1` }] })
    expect(copy.body.images[0].id).not.toBe(picture.id)
    expect((await fetch(copy.body.images[0].src)).status).toBe(200)
    const missing = await post('/products', { name: 'None', images: [{ src: `${src}x` }] })
    expect(missing).toMatchObject({ status: 400, body: { code: 'woocommerce_product_image_upload_error' } })
    expect((await get('/products')).body).toHaveLength(3)
  })
})

describe('the door for tests and the demo', () => {
  const json = { 'content-type': 'application/json' }
  const send = (url: string, method: string, body?: object) =>
    fetch(url, { method, ...(body ? { headers: json, body: JSON.stringify(body) } : {}) })

  it('changes prices, stock and orders, runs the webhooks and makes trouble', async () => {
    const shop = await openShop()
    const door = `${shop.url}/simulator/woocommerce`
    shop.world.addProduct({ name: 'Rose', sku: 'R', regular_price: '10' })
    const { body: order } = await shop.post('/orders', {})
    expect((await send(`${door}/products/R`, 'POST', { regular_price: '11', stock_quantity: 2 })).status).toBe(204)
    expect(shop.world.product('R')).toMatchObject({ regular_price: '11', stock_quantity: 2 })
    await send(`${door}/orders/${order.id}`, 'POST', { status: 'completed' })
    expect(shop.world.order(order.id).status).toBe('completed')
    expect((await send(`${door}/webhooks/run`, 'POST')).status).toBe(204)
    await send(`${door}/faults`, 'POST', { fault: { kind: 'maintenance' }, always: true })
    expect((await shop.get('/products')).status).toBe(503)
    await send(`${door}/faults`, 'DELETE')
    expect((await shop.get('/products')).status).toBe(200)
  })

  it('refuses what it does not understand, and strangers', async () => {
    const shop = await openShop()
    const door = `${shop.url}/simulator/woocommerce`
    expect((await send(`${door}/products/NOBODY`, 'POST', { name: 'x' })).status).toBe(400)
    expect((await send(`${door}/faults`, 'POST', { fault: { kind: 'nonsense' } })).status).toBe(400)
    expect((await fetch(`${door}/orders`, { headers: { origin: 'https://evil.example' } })).status).toBe(403)
  })

  it('listens on this machine only', async () => {
    await expect(startWooCommerce({ host: '0.0.0.0' })).rejects.toThrow('loopback')
  })
})
