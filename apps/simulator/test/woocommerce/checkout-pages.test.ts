import { expect, it } from 'vitest'
import { useBrowser } from '../chromium.ts'
import { ask, openShop, type TestShop } from './support.ts'

const browse = useBrowser()

/** An order of two roses that waits for its money, and the page where it is paid. */
async function openWaiting(more: object = {}) {
  const shop = await openShop()
  const rose = shop.world.addProduct({ name: 'Rose <b>red</b>', sku: 'ROSE', regular_price: '30' })
  shop.world.setStock('ROSE', 9)
  shop.world.setGateway('payme', { title: 'Payme' })
  const body = { status: 'pending', line_items: [{ product_id: rose.id, quantity: 2 }], ...more }
  const { id, payment_url: url } = (await shop.post('/orders', body)).body
  return { shop, id: id as number, url: url as string }
}

const pay = (url: string, method: string) =>
  ask(url, { method: 'POST', body: new URLSearchParams({ payment_method: method }), redirect: 'manual' })

it('an order is paid where its payment_url leads, by a button, and takes its stock', async () => {
  const { shop, id, url } = await openWaiting()
  const page = await browse(shop, url.slice(shop.url.length))
  await page.getByText('Rose red × 2').waitFor()
  await page.getByRole('radio', { name: 'Payme' }).check()
  await page.getByRole('button', { name: 'Pay for order' }).click()
  await page.getByText('Thank you. Your order has been received.').waitFor()
  expect(shop.world.order(id)).toMatchObject({
    status: 'processing',
    payment_method: 'payme',
    transaction_id: `payme-${id}`,
  })
  expect(shop.world.order(id).paid).not.toBeNull()
  expect(shop.world.product('ROSE').stock_quantity).toBe(7)
})

it('a promise to pay at the door goes on without a transaction, one to pay at a bank only waits', async () => {
  const cod = await openWaiting()
  expect((await pay(cod.url, 'cod')).status).toBe(302)
  expect(cod.shop.world.order(cod.id)).toMatchObject({ status: 'processing', transaction_id: '' })
  const bank = await openWaiting()
  bank.shop.world.setGateway('bacs', { enabled: true })
  await pay(bank.url, 'bacs')
  expect(bank.shop.world.order(bank.id)).toMatchObject({ status: 'on-hold', paid: null })
})

it.each<[string, string, (shop: TestShop, id: number, url: string) => unknown]>([
  ['with another key', 'invalid and cannot be paid for', (_, __, url) => `${url}x`],
  ['when it is paid', 'status is “Processing”', (shop, id, url) => shop.world.setOrderStatus(id, 'processing') && url],
])('%s nothing is paid, and it is said why', async (_, said, prepare) => {
  const { shop, id, url } = await openWaiting()
  const asked = String(prepare(shop, id, url))
  expect((await ask(asked)).text).toContain(said)
  expect((await pay(asked, 'payme')).text).toContain(said)
  expect(shop.world.order(id).payment_method).toBe('')
})

it('what belongs to an account is paid by nobody who is not signed in to it, whatever the link', async () => {
  const shop = await openShop()
  const { id: customer_id } = (await shop.post('/customers', { email: 'anna@example.com' })).body
  const { url } = await openWaiting()
  const product = shop.world.addProduct({ name: 'Rose', regular_price: '30' })
  const order = { customer_id, status: 'pending', line_items: [{ product_id: product.id, quantity: 1 }] }
  const { body } = await shop.post('/orders', order)
  expect((await ask(url)).text).toContain('Pay for order</button>')
  expect((await ask(body.payment_url)).text).toContain('Please log in to your account')
  expect((await pay(body.payment_url, 'cod')).text).toContain('Please log in to your account')
  expect(shop.world.order(body.id).status).toBe('pending')
})
