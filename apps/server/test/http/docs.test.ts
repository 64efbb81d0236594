import { validate } from '@scalar/openapi-parser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDemoShop, type Shop } from '../harness.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openDemoShop()
})
afterAll(() => shop.close())

test('the reference is a valid OpenAPI 3.1 document, of the native API and of the kept contracts (E16)', async () => {
  const { body } = await shop.browser().get('/docs/openapi.json')
  const { valid, errors, version } = await validate(body)
  expect(errors).toEqual([])
  expect({ valid, version }).toEqual({ valid: true, version: '3.1' })
  const named = ['/api/auth/verifications', '/api/me', '/api/products', '/api/cart', '/api/orders', '/auth/register']
  expect(Object.keys(body.paths)).toEqual(expect.arrayContaining(named))
})
