import { expect, it } from 'vitest'
import { openShop } from './support.ts'

it('a customer is made, found by e-mail and changed (O14)', async () => {
  const { post, get, put } = await openShop()
  const { status, body } = await post('/customers', {
    ...{ email: 'Anna@shop.example', first_name: 'Anna', meta_data: [{ key: 'telegram_id', value: '7' }] },
  })
  expect(status).toBe(201)
  expect(body).toMatchObject({ email: 'anna@shop.example', username: 'anna', meta_data: [{ key: 'telegram_id' }] })
  expect((await get('/customers?email=anna@shop.example')).body).toHaveLength(1)
  expect((await get('/customers?email=other@shop.example')).body).toEqual([])
  expect((await put(`/customers/${body.id}`, { billing: { phone: '+998901234567' } })).body.billing).toMatchObject({
    phone: '+998901234567',
  })
})

it('they cannot be found by what was noted of them: all come (O1)', async () => {
  const { post, get } = await openShop()
  for (const name of ['anna', 'boris']) await post('/customers', { email: `${name}@shop.example` })
  expect((await get('/customers?meta_key=telegram_id&meta_value=7')).body).toHaveLength(2)
})

it.each([
  ['an e-mail that is taken', { email: 'anna@shop.example' }, 'registration-error-email-exists'],
  ['no e-mail', {}, 'rest_missing_callback_param'],
  ['none that is one', { email: 'anna' }, 'rest_invalid_param'],
])('%s is refused', async (_, body, code) => {
  const { post } = await openShop()
  await post('/customers', { email: 'anna@shop.example' })
  expect(await post('/customers', body)).toMatchObject({ status: 400, body: { code } })
})

it('an unknown one is not found, and none goes into the trash', async () => {
  const { post, get, del } = await openShop()
  expect(await get('/customers/4711')).toMatchObject({ status: 404, body: { code: 'wc_user_invalid_id' } })
  const { body } = await post('/customers', { email: 'anna@shop.example' })
  const refused = await del(`/customers/${body.id}`)
  expect(refused).toMatchObject({ status: 501, body: { code: 'woocommerce_rest_trash_not_supported' } })
  expect((await del(`/customers/${body.id}?force=true`)).status).toBe(200)
})
