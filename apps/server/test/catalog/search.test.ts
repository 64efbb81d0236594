import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { storeCategories, storeProducts, storeSynonyms } from '#catalog'
import { newCategory, newOffer, newProduct } from './products.ts'
import { openCatalog, type Visiting } from './visiting.ts'

const named = (slug: string, ru: string, more: Partial<Parameters<typeof newProduct>[0]> = {}) =>
  newProduct({
    ...{ externalId: slug, slug, name: { ru }, offers: [newOffer({ sku: `SKU-${slug}` })], categoryExternalIds: [] },
    ...more,
  })

const shelf = [
  named('red-roses', 'Букет из красных роз', { name: { ru: 'Букет из красных роз', uz: 'Qizil atirgullar' } }),
  named('rose-51', 'Роза Эквадор, 51 шт.', { popularity: 3 }),
  named('pink', 'Розовый мишка'),
  named('rosemary', 'Розмарин в горшке'),
  named('tulips', 'Жёлтые тюльпаны', { categoryExternalIds: ['spring'] }),
  named('daisies', 'Хризантемы белые', { popularity: 8 }),
  named('pretty', 'Guldasta «Go‘zal»', { name: { uz: 'Guldasta «Go‘zal»' } }),
  named('vase', 'Ваза «Роза ветров»', { popularity: 90 }),
  named('toffee', 'Ирис сливочный', { keywords: ['konfety'] }),
  named('battery', 'Батарейки AAA'),
  named('tea', 'Gul choyi', { name: { uz: 'Gul choyi' } }),
  named('with-roses', 'Набор «Любимой»', { keywords: ['розы'], popularity: 99 }),
]

let on: Visiting
beforeAll(async () => {
  on = await openCatalog()
  await storeCategories(on.ctx, 'file', [
    newCategory('spring', { name: { ru: 'Весенние цветы', uz: 'Bahor gullari' } }),
  ])
  await storeProducts(on.ctx, 'file', shelf)
  await storeSynonyms(on.ctx, [
    ['ромашка', 'хризантема'],
    ['с днём рождения', 'мишка'],
  ])
})
afterAll(() => on.close())

async function find(q: string, more = ''): Promise<string[]> {
  const { body } = await on.visitor().get(`/api/products?q=${encodeURIComponent(q)}${more}`)
  return body.items.map(({ slug }: { slug: string }) => slug)
}

describe('search', () => {
  test.each([
    ['тюльпаны', 'tulips'],
    ['ТЮЛЬПАН', 'tulips'],
    ['tyulpan', 'tulips'],
    ['желтые', 'tulips'],
    ['jyoltiye tyulpani', 'tulips'],
    ['хризантемы', 'daisies'],
    ['xrizantema', 'daisies'],
    ['гўзал', 'pretty'],
    ['gozal', 'pretty'],
    ['go‘zal guldasta', 'pretty'],
    ['қизил атиргул', 'red-roses'],
    ['bahor', 'tulips'],
    ['SKU-pink', 'pink'],
    ['sku-pi', 'pink'],
  ])('finds «%s» in whichever script it is written (Y5)', async (q, slug) => {
    expect(await find(q)).toContain(slug)
  })

  test.each([
    ['тульпаны', 'tulips'],
    ['тюлпан', 'tulips'],
    ['хризнатема', 'daisies'],
    ['xrizontema', 'daisies'],
    ['разовый', 'pink'],
    ['жолтые тюльпаны', 'tulips'],
    ['guldsata', 'pretty'],
    ['атиргюл', 'red-roses'],
    // Short words: a letter is missing, or two are swapped, in either script.
    ['рзы', 'vase'],
    ['rzy', 'vase'],
    ['рзоы', 'vase'],
    ['орзы', 'vase'],
    ['вза', 'vase'],
    ['vzaa', 'vase'],
    ['ugl', 'tea'],
    ['угл', 'tea'],
    ['рази', 'vase'],
    ['бкует', 'red-roses'],
  ])('forgives «%s» (Y5)', async (q, slug) => {
    expect((await find(q))[0]).toBe(slug)
  })

  test('finds a word in whichever case it stands, and not those that only begin like it', async () => {
    for (const q of ['розы', 'розой', 'розами', 'роза'])
      expect((await find(q)).toSorted(), q).toEqual(['red-roses', 'rose-51', 'vase', 'with-roses'])
  })

  test('puts the name before other words, and what is bought more before its equals', async () => {
    const found = await find('роза')
    expect(found.slice(0, 2)).toEqual(['vase', 'rose-51'])
    expect(found.at(-1)).toBe('with-roses')
    expect(await find('роза', '&sort=popular')).toEqual(['with-roses', 'vase', 'rose-51', 'red-roses'])
  })

  test('wants all the words, and passes over one that is nowhere and like nothing', async () => {
    expect(await find('белые хризантемы')).toEqual(['daisies'])
    expect(await find('купить хризантемы')).toEqual(['daisies'])
    expect(await find('белые тюльпаны')).toEqual([])
    expect(await find('экскаватор')).toEqual([])
    expect(await find('qwrtp zxcvb')).toEqual([])
    for (const q of ['rrrr', 'РРР', 'тт', 'kk kk', 'asdf', 'фыва']) expect(await find(q), q).toEqual([])
    // The name of a thing all the same.
    expect(await find('AAA')).toEqual(['battery'])
  })

  test('knows what means the same', async () => {
    expect(await find('ромашки')).toEqual(['daisies'])
    expect(await find('с днём рождения')).toEqual(['pink'])
  })

  test('of marks alone is no search', async () => {
    expect(await find('«»!?', '&limit=100')).toHaveLength(shelf.length)
    expect(await find('')).toHaveLength(shelf.length)
  })

  test('takes what is typed for words and for nothing else', async () => {
    for (const q of ["'; drop table products; --", '%', '_', '\\', '.*', '(', '\0', '\ud83d\ude00', '"', '$$', '[^ ]'])
      await find(q)
    expect(await find('тюльпаны')).toContain('tulips')
  })

  test('is narrowed, counted and paged like every list (E4)', async () => {
    const { body } = await on.visitor().get('/api/products?q=роза&limit=1')
    expect(body).toMatchObject({ total: 4, facets: { inStock: 4 } })
    const seen = [body.items[0].slug]
    let next = body.nextCursor
    while (next) {
      const page = (await on.visitor().get(`/api/products?q=роза&limit=1&cursor=${next}`)).body
      seen.push(page.items[0].slug)
      next = page.nextCursor
    }
    expect(seen).toEqual(await find('роза'))
    expect(await find('весенние', '&category=spring')).toEqual(['tulips'])
    expect(await find('роза', '&category=spring')).toEqual([])
  })
})
