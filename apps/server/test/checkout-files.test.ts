import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type CheckoutWords, checkoutWords } from '@vitrina/contract/words/checkout'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type CheckoutDraft, importCheckout, readCheckoutFile } from '#checkout-files'
import { seedDeliveryMethods } from '#delivery'
import { quoteCart } from '../src/modules/checkout/quote-cart.ts'
import { loadSampleCheckout } from '../src/sample-checkout.ts'
import { toUrl } from './harness.ts'
import type { TestDatabase } from './postgres.ts'
import { buyerOf, openSelling, putCoupon, type Selling, sell } from './selling.ts'

let on: Selling
let folder: string
beforeAll(async () => {
  on = await openSelling()
  folder = await mkdtemp(join(tmpdir(), 'vitrina-checkout-'))
})
afterAll(async () => {
  await on.close()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(() => on.ctx.db.execute(sql`delete from coupons`))

const reading = { locale: 'ru', currency: 'RUB', digits: 2 } as const
const read = (file: object) => readCheckoutFile(JSON.stringify(file), reading)
function draftOf(file: object): CheckoutDraft {
  const said = read(file)
  if ('faults' in said) throw new Error(said.faults.join('\n'))
  return said.draft
}
const faultsOf = (file: object) => {
  const said = read(file)
  return 'faults' in said ? said.faults : []
}

const van = { id: 'van', title: 'Фургоном', price: '1500.50', needsAddress: true }
const spring = { code: 'Spring', percent: '12.5' }
const all = async <Row>(table: string) => (await on.ctx.db.execute(sql.raw(`select * from ${table}`))).rows as Row[]

describe('a file about selling', () => {
  test('is what the shop then offers, in whole minor units', async () => {
    const { sku, productId } = await sell(on, { priceMinor: 40_000 })
    const [category] = (
      await on.ctx.db.execute<{ id: number }>(sql`insert into categories (source, external_id, slug, name, position)
        values ('file', 'bouquets', 'bouquets', '{}', 0) returning id`)
    ).rows
    const coupons = [
      { ...spring, skus: [sku], usageLimit: 2, expiresAt: '2030-02-01T03:00:00+03:00' },
      { code: 'five', amount: '500', minimum: '1000', categories: ['bouquets'] },
    ]
    const draft = draftOf({ currency: 'RUB', delivery: [{ ...van, freeFrom: '3000' }], coupons })
    expect(await importCheckout(on.ctx, draft)).toEqual({ unknown: [] })
    expect(await all("delivery_methods where source = 'file'")).toMatchObject([
      { id: 'van', title: { ru: 'Фургоном' }, price_minor: '150050', free_from_minor: '300000', needs_address: true },
    ])
    expect(await all('coupons order by code')).toMatchObject([
      { code: 'five', kind: 'fixed', value: '50000', min_minor: '100000', category_ids: [category?.id] },
      { code: 'spring', kind: 'percent', value: '1250', usage_limit: 2, product_ids: [productId] },
    ])
    const customerId = await buyerOf(on, { [sku]: 1 })
    await putCoupon(on, customerId, 'SPRING')
    const quote = await quoteCart(on.ctx, { customerId, locale: 'ru' }, on.selling)
    expect(quote.totals.discount.amountMinor).toBe(5_000)
    expect(quote.deliveryMethods.map(({ id }) => id)).toEqual(['van'])
  })

  test('leaves alone what it has no list of, and takes away what is not in the one it has', async () => {
    await importCheckout(on.ctx, draftOf({ currency: 'RUB', delivery: [van], coupons: [spring] }))
    await importCheckout(on.ctx, draftOf({ currency: 'RUB', coupons: [{ code: 'other', amount: '1' }] }))
    expect(await all("delivery_methods where id = 'van'")).toHaveLength(1)
    expect(await all('coupons')).toMatchObject([{ code: 'other' }])
  })

  test('that names what the catalogue does not know changes nothing, and says what', async () => {
    await importCheckout(on.ctx, draftOf({ currency: 'RUB', coupons: [spring] }))
    const wrong = { code: 'wrong', amount: '1', skus: ['NO-SUCH'], categories: ['nowhere'] }
    const { unknown } = await importCheckout(on.ctx, draftOf({ currency: 'RUB', coupons: [wrong] }))
    expect(unknown).toEqual(['coupon wrong: there is no sku "NO-SUCH"', 'coupon wrong: there is no category "nowhere"'])
    expect(await all('coupons')).toMatchObject([{ code: 'spring' }])
  })

  test.each<[string, object, string]>([
    ['another currency', { currency: 'UZS' }, "currency: the prices are not in the shop's currency, RUB"],
    ['a misspelt field', { currency: 'RUB', delivrey: [] }, 'Unrecognized key: "delivrey"'],
    ['no way of delivery', { currency: 'RUB', delivery: [] }, 'delivery: without any way of delivery nothing can be'],
    ['one twice', { currency: 'RUB', delivery: [van, van] }, 'delivery: one id is there twice'],
    ['a price as a number', { currency: 'RUB', delivery: [{ ...van, price: 3 }] }, 'delivery[0].price: is written as'],
    ['a comma', { currency: 'RUB', delivery: [{ ...van, price: '3,5' }] }, 'delivery[0].price: "3,5" is not an amount'],
    ['less than nothing', { currency: 'RUB', delivery: [{ ...van, price: '-1' }] }, 'delivery[0].price: "-1" is not'],
    ['more than all', { currency: 'RUB', coupons: [{ code: 'a', percent: '101' }] }, 'coupons[0].percent: is not more'],
    ['both', { currency: 'RUB', coupons: [{ ...spring, amount: '1' }] }, 'coupons[0]: has either "percent" or'],
    ['neither', { currency: 'RUB', coupons: [{ code: 'a' }] }, 'coupons[0]: has either "percent" or "amount"'],
  ])('with %s is refused by its place', (_, file, fault) => {
    expect(faultsOf(file)).toEqual([expect.stringContaining(fault)])
  })

  test('as the documentation has it is right', async () => {
    const page = await readFile(resolve(import.meta.dirname, '../../../docs/checkout-format.md'), 'utf8')
    const [, example = ''] = /```json\n(.*?)```/s.exec(page) ?? []
    expect(readCheckoutFile(example, reading)).toHaveProperty('draft')
  })
})

test('the demo has its coupons once, and none that the merchant took away for others', async () => {
  const shop = { name: '', accent: '', defaultLocale: 'ru', currency: 'RUB', timeZone: 'UTC' } as const
  await loadSampleCheckout(on.ctx, { ...shop, currency: 'UZS' })
  expect(await all('coupons')).toEqual([])
  await loadSampleCheckout(on.ctx, shop)
  expect(await all('coupons order by code')).toMatchObject([{ code: 'salom' }, { code: 'vitrina10', value: '1000' }])
  await importCheckout(on.ctx, draftOf({ currency: 'RUB', coupons: [spring] }))
  await loadSampleCheckout(on.ctx, shop)
  expect(await all('coupons')).toMatchObject([{ code: 'spring' }])
})

test('the sample shop alone says where orders are picked up, and never over what the merchant wrote (X2)', async () => {
  const titles = async () =>
    (await all<{ title: object }>("delivery_methods where id = 'pickup'")).map(({ title }) => title)
  await on.ctx.db.execute(sql`delete from delivery_methods`)
  await seedDeliveryMethods(on.ctx, { currency: 'EUR', isSample: true })
  expect(await titles()).toEqual([mapWords(({ samplePickup }) => samplePickup)])
  await on.ctx.db.execute(sql`delete from delivery_methods`)
  await seedDeliveryMethods(on.ctx, { currency: 'EUR' })
  await seedDeliveryMethods(on.ctx, { currency: 'EUR', isSample: true })
  expect(await titles()).toEqual([mapWords(({ delivery }) => delivery.pickup)])
})

function mapWords(say: (words: CheckoutWords) => string) {
  return Object.fromEntries(Object.entries(checkoutWords).map(([locale, words]) => [locale, say(words)]))
}

/** Runs `npm run checkout:import` as it is. */
function command(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const main = resolve(import.meta.dirname, '../src/import-checkout.ts')
  // A socket's address has no host, and the settings want one.
  const url = toUrl(on.connection as TestDatabase).replace('@/', '@localhost/')
  const env = { ...process.env, DATABASE_URL: url, LOG_LEVEL: 'warn' }
  return new Promise((done) => {
    execFile(process.execPath, [main, ...args], { env, cwd: folder }, (error, out, err) => {
      done({ code: error ? Number(error.code) : 0, out, err })
    })
  })
}

test('the command says what it did, what was wrong, and how it is used', async () => {
  await writeFile(join(folder, 'good.json'), JSON.stringify({ currency: 'RUB', coupons: [spring] }))
  await writeFile(join(folder, 'bad.json'), '{ "currency": ')
  const said = { code: 0, out: 'Ways of delivery: as they were. Coupons: 1.\n', err: '' }
  expect(await command('good.json')).toEqual(said)
  expect(await all('coupons')).toMatchObject([{ code: 'spring' }])
  expect(await command('bad.json')).toEqual({
    code: 1,
    out: '',
    err: 'bad.json: this is not JSON.\n\nNothing was imported.\n',
  })
  expect((await command('none.json')).err).toContain('none.json: this file cannot be read.')
  for (const args of [[], ['--help'], ['good.json', 'bad.json']])
    expect(await command(...args)).toMatchObject({ code: 2, err: expect.stringContaining('Usage: ') })
})
