import { writeAttributes } from '@vitrina/contract'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ProductNews, shown, storeCategories, storeProducts } from '#catalog'
import { conditionOf } from '../../src/modules/catalog-reading/filters.ts'
import { newCategory, newOffer, newProduct } from './products.ts'
import { openCatalog, type Visiting } from './visiting.ts'

const vase = (slug: string, overrides: Partial<ProductNews>) =>
  newProduct({ externalId: slug, slug, name: { ru: slug }, offers: [newOffer({ sku: slug })], ...overrides })

let on: Visiting
beforeAll(async () => {
  on = await openCatalog()
})
afterAll(() => on.close())

describe('lists (E4)', () => {
  test('are narrowed by attributes, named in whichever language: any value of one, and every one that is named', async () => {
    const attribute = (en: string, ...values: string[]) => ({
      name: { ru: `${en}-ru`, en },
      values: values.map((value) => ({ ru: `${value}-ru`, en: value })),
    })
    await storeCategories(on.ctx, 'file', [newCategory('vases')])
    await storeProducts(on.ctx, 'file', [
      vase('low', {
        categoryExternalIds: ['vases'],
        attributes: [attribute('Size', '9', '16'), attribute('Of', 'Clay')],
      }),
      vase('high', {
        categoryExternalIds: ['vases'],
        attributes: [attribute('Size', '16'), attribute('Of', 'Glass: b;c')],
      }),
    ])
    const wanted = async (...attributes: Parameters<typeof writeAttributes>[0]) => {
      const query = new URLSearchParams({ category: 'vases', sort: 'name', attributes: writeAttributes(attributes) })
      return (await on.visitor('en').get(`/api/products?${query}`)).body
    }
    const found = async (...attributes: Parameters<typeof writeAttributes>[0]) =>
      (await wanted(...attributes)).items.map(({ slug }: { slug: string }) => slug)
    expect(await found({ name: 'Size', values: ['9'] })).toEqual(['low'])
    expect(await found({ name: 'Size-ru', values: ['9-ru', '16-ru'] })).toEqual(['high', 'low'])
    expect(await found({ name: 'Size', values: ['16'] }, { name: 'Of', values: ['Glass: b;c'] })).toEqual(['high'])
    expect(await found({ name: 'Of', values: ['9'] })).toEqual([])
    expect((await wanted({ name: 'Of', values: ['Clay'] })).facets.attributes).toEqual([
      { name: 'Of', values: [{ value: 'Clay', count: 1 }] },
      {
        name: 'Size',
        values: [
          { value: '9', count: 1 },
          { value: '16', count: 1 },
        ],
      },
    ])
  })

  test('narrowed by what few have read those few, and not the whole catalogue', async () => {
    await on.ctx.db.execute(sql`insert into products (source, external_id, slug, name, description, short_description,
        attributes, pictures, has_variations, is_shown, price_minor, in_stock, search_text, created_at, modified_at)
      select 'file', 'one-' || nth, 'one-' || nth, '{}', '{}', '{}',
        jsonb_build_array(jsonb_build_object('name', '{"en": "Nth"}'::jsonb, 'values', jsonb_build_array(jsonb_build_object('uz', 'n' || nth)))),
        '[]', false, true, 1, true, '', now(), now() from generate_series(1, 3000) nth`)
    await on.ctx.db.execute(sql`analyze products`)
    const narrowing = { wanted: [], attributes: [{ name: 'Nth', values: ['n7', 'n"8'] }] }
    const { rows } = await on.ctx.db.execute(
      sql`explain select id from ${shown.products} product where ${conditionOf(narrowing)}`,
    )
    expect(JSON.stringify(rows)).toContain('products_attributes_idx')
    const query = new URLSearchParams({ attributes: writeAttributes(narrowing.attributes) })
    expect((await on.visitor().get(`/api/products?${query}`)).body.total).toBe(1)
  })

  test('of more than anybody looks through are narrowed by no attributes', async () => {
    const { body } = await on.visitor().get('/api/products')
    expect(body.total).toBeGreaterThan(1_000)
    expect(body.facets.attributes).toEqual([])
  })

  test.each(['Size', 'a:b:c', ':', 'a:%', '%00:b'])('attributes written as %s are refused', async (attributes) => {
    const query = new URLSearchParams({ attributes })
    expect((await on.visitor().get(`/api/products?${query}`)).status).toBe(422)
  })
})
