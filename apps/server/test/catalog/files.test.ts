import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Fault, type Read, type Reading, readCatalog } from '#catalog-files'

const reading: Reading = {
  locale: 'ru',
  digits: 2,
  now: new Date('2030-01-01T12:00:00Z'),
  folder: '/shop',
}
const exported = readFileSync(join(import.meta.dirname, 'woocommerce-export.csv'), 'utf8')

const draftOf = (read: Read) => {
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  return read.draft
}
const faultsOf = (read: Read): Fault[] => ('faults' in read ? read.faults : [])

test('what WooCommerce exports is read as it is written: variations, categories, escapes, entities, breaks (E1)', async () => {
  const read = await readCatalog(exported, reading)
  const { categories, products } = draftOf(read)
  expect(categories.map(({ externalId, parentExternalId }) => [externalId, parentExternalId])).toEqual([
    ['Цветы', null],
    ['Цветы > Розы', 'Цветы'],
    ['Подарки, упаковка', null],
  ])
  expect(products.map(({ externalId, isShown, hasVariations }) => [externalId, isShown, hasVariations])).toEqual([
    ['11', true, true],
    ['20', true, false],
    ['21', false, false],
    ['22', false, false],
    ['23', true, false],
  ])
  expect(products[0]).toMatchObject({
    name: { ru: 'Розы «Red Naomi» &amp; эвкалипт' },
    categoryExternalIds: ['Цветы > Розы', 'Подарки, упаковка', 'Цветы'],
    keywords: ['8 марта', 'любимой'],
    shortDescription: { ru: '<p>Собираем утром,\nвезём днём</p>' },
    images: [
      { url: 'https://shop.example/wp-content/uploads/rose.jpg' },
      { url: 'https://shop.example/wp-content/uploads/rose,2.jpg' },
    ],
    attributes: [
      { name: { ru: 'Количество' }, values: [{ ru: '11' }, { ru: '25' }, { ru: '51' }] },
      { name: { ru: 'Лента' }, values: [{ ru: 'Красная, атлас' }, { ru: 'Белая' }] },
    ],
  })
  expect(products[0]?.description.ru).toContain('</p>\n<p>Вторая, с "кавычками" и \\n внутри</p>')
  expect('skipped' in read && read.skipped).toEqual([
    { line: 11, message: 'a product of type grouped has no price to be sold for, and is left out' },
  ])
})

test('variations find their product by its sku or its id, in their own order; those that are off are not there', async () => {
  const [roses] = draftOf(await readCatalog(exported, reading)).products
  expect(roses?.offers).toEqual([
    expect.objectContaining({ externalId: '13', sku: null, priceMinor: 260_000, stock: null, inStock: true }),
    expect.objectContaining({
      externalId: '12',
      sku: 'RZ-25',
      // The export writes prices with the comma of the shop's own language.
      priceMinor: 499_000,
      regularPriceMinor: 520_050,
      stock: 7,
      attributes: [
        { name: { ru: 'Количество' }, value: { ru: '25' } },
        { name: { ru: 'Лента' }, value: { ru: 'Красная, атлас' } },
      ],
    }),
  ])
})

test('a sale is on within its days, what may be ordered ahead is not counted, formulas are texts', async () => {
  const offerOf = async (id: string, now = reading.now) => {
    const { products } = draftOf(await readCatalog(exported, { ...reading, now }))
    return products.find(({ externalId }) => externalId === id)?.offers[0]
  }
  expect(await offerOf('20')).toMatchObject({ sku: '=VASE', priceMinor: 199_000, regularPriceMinor: null, stock: 0 })
  const prices = { priceMinor: 149_000, regularPriceMinor: 199_000 }
  expect(await offerOf('20', new Date('2030-02-14T23:00:00Z'))).toMatchObject(prices)
  expect(await offerOf('20', new Date('2030-02-15T00:00:00Z'))).toMatchObject({ priceMinor: 199_000 })
  expect(await offerOf('23')).toMatchObject({ stock: null, inStock: true })
  expect(await offerOf('22')).toMatchObject({ priceMinor: null })
})

test.each<[string, (csv: string) => string, Fault[]]>([
  [
    'a price',
    (csv) => csv.replace('"5200,50"', '12.5x'),
    [{ line: 3, column: 'Regular price', message: '"12.5x" is not an amount like 1990 or 1990.50' }],
  ],
  [
    'two cells, one of them past a name of two lines',
    (csv) => csv.replace('2600', '-1').replace('variable,RZ', 'variables,RZ').replace(',CARD,', ',DRAFT,'),
    [
      { line: 2, column: 'Type', message: '"variables" is not a type of product that WooCommerce has' },
      { line: 3, column: 'Parent', message: 'there is no product "RZ" with variations in this file' },
      { line: 4, column: 'Regular price', message: '"-1" is not an amount like 1990 or 1990.50' },
      { line: 5, column: 'Parent', message: 'there is no product "RZ" with variations in this file' },
      { line: 9, column: 'SKU', message: '"DRAFT" is in line 8 already' },
    ],
  ],
  [
    'a product of a variation',
    (csv) => csv.replace('id:11', 'id:99'),
    [{ line: 4, column: 'Parent', message: 'there is no product "id:99" with variations in this file' }],
  ],
  [
    'a quote that is left open',
    (csv) => `${csv}\n"40,simple`,
    [{ line: 13, message: expect.stringMatching(/not a CSV/) as never }],
  ],
  [
    'a row that is too short',
    (csv) => `${csv}40,simple,X\n`,
    [{ line: 12, message: 'there are 3 cells in this row, and 51 columns in the head' }],
  ],
  [
    'another language',
    (csv) => csv.replace('Regular price', 'Базовая цена').replace(',Name,', ',Имя,'),
    [
      {
        line: 1,
        message: 'there is no column «Name», «Regular price»: export from a WooCommerce whose language is English',
      },
    ],
  ],
  ['nothing at all', () => '\uFEFF', [{ line: 1, message: 'there is nothing in this file' }]],
])('what is wrong with an export is said by line and column: %s', async (_, spoil, faults) => {
  expect(faultsOf(await readCatalog(spoil(exported), reading))).toEqual(faults)
})

const json = `{
  "categories": [
    { "id": "flowers", "name": { "ru": "Цветы", "uz": "Gullar", "en": "Flowers" } },
    { "id": "roses", "name": "Розы", "parent": "flowers" }
  ],
  "products": [
    {
      "id": "red-roses",
      "name": { "ru": "Красные розы", "en": "Red roses" },
      "description": "<p>Розы</p>",
      "categories": ["roses"],
      "images": [{ "file": "pictures/rose.svg", "alt": "Роза" }, { "url": "https://shop.example/rose.jpg" }],
      "attributes": [
        { "id": "count", "name": "Количество", "values": ["11", { "id": "25", "name": { "en": "25 stems" } }] }
      ],
      "variations": [
        { "sku": "RR-11", "attributes": { "count": "11" }, "price": "2600", "stock": 4 },
        { "sku": "RR-25", "attributes": { "count": "25" }, "price": "5200.50", "salePrice": "4990" }
      ]
    },
    { "id": "card", "name": "Открытка", "sku": "CARD", "price": "150", "status": "hidden", "stock": null }
  ],
  "synonyms": [["роза", "atirgul", "rose"]]
}
`

test('the shop’s own format: texts in one language or several, variations by the values of attributes', async () => {
  const { categories, products, synonyms } = draftOf(await readCatalog(json, reading))
  expect(categories).toEqual([
    {
      externalId: 'flowers',
      slug: undefined,
      name: { ru: 'Цветы', uz: 'Gullar', en: 'Flowers' },
      parentExternalId: null,
    },
    { externalId: 'roses', slug: undefined, name: { ru: 'Розы' }, parentExternalId: 'flowers' },
  ])
  expect(synonyms).toEqual([['роза', 'atirgul', 'rose']])
  const [roses, card] = products
  expect(roses).toMatchObject({
    externalId: 'red-roses',
    hasVariations: true,
    images: [
      { file: '/shop/pictures/rose.svg', alt: { ru: 'Роза' } },
      { url: 'https://shop.example/rose.jpg', alt: { ru: 'Красные розы', en: 'Red roses' } },
    ],
    offers: [
      { externalId: 'RR-11', sku: 'RR-11', priceMinor: 260_000, regularPriceMinor: null, stock: 4 },
      {
        sku: 'RR-25',
        priceMinor: 499_000,
        regularPriceMinor: 520_050,
        stock: undefined,
        attributes: [{ name: { ru: 'Количество' }, value: { en: '25 stems' } }],
      },
    ],
  })
  expect(card).toMatchObject({ isShown: false, offers: [{ externalId: null, stock: null, inStock: true }] })
})

test.each<[string, string, Fault[]]>([
  [
    '"price": "150"',
    '"price": 150',
    [{ line: 21, message: 'products[1].price: is written as text, like "1990" or "1990.50"' }],
  ],
  [
    '"price": "150"',
    '"price": "150,5"',
    [{ line: 21, message: 'products[1].price: "150,5" is not an amount like "1990" or "1990.50"' }],
  ],
  ['"price": "150"', '"prise": "150"', [{ line: 21, message: expect.stringContaining('Unrecognized key') as never }]],
  [
    '"price": "150", ',
    '',
    [{ line: 21, message: 'products[1]: a product has a price or variations, unless it is a draft' }],
  ],
  [
    '"price": "2600"',
    '"price": "2600", "salePrice": "2600"',
    [{ line: 17, message: 'products[0].variations[0].salePrice: a sale price is lower than the price' }],
  ],
  [
    '"count": "25"',
    '"count": "26"',
    [
      {
        line: 18,
        message: 'products[0].variations[1].attributes.count: the product has no attribute "count" with the value "26"',
      },
    ],
  ],
  ['"sku": "CARD"', '"sku": "RR-11"', [{ line: 21, message: 'products[1].sku: "RR-11" is there twice' }]],
  ['["roses"]', '["rozes"]', [{ line: 11, message: 'products[0].categories[0]: there is no category "rozes"' }]],
  [
    '"name": { "ru": "Цветы"',
    '"parent": "roses", "name": { "ru": "Цветы"',
    [
      { line: 3, message: 'categories[0].parent: "flowers" is below itself' },
      { line: 4, message: 'categories[1].parent: "roses" is below itself' },
    ],
  ],
  [
    'pictures/rose.svg',
    '../../etc/passwd',
    [{ line: 12, message: 'products[0].images[0].file: is a path within the folder of this file' }],
  ],
  [
    'https://shop',
    'file://shop',
    [{ line: 12, message: expect.stringContaining('products[0].images[1].url') as never }],
  ],
  [
    '"en": "Red roses"',
    '"fr": "Roses rouges"',
    [{ line: 9, message: expect.stringContaining('products[0].name') as never }],
  ],
  [
    '"stock": 4',
    '"stock": -4',
    [{ line: 17, message: expect.stringContaining('products[0].variations[0].stock') as never }],
  ],
  ['"synonyms":', '"synonyms"', [{ line: 23, message: 'this is not JSON from here on' }]],
])('what is wrong with JSON is said by line and field: %s as %s', async (right, wrong, faults) => {
  expect(json).toContain(right)
  expect(faultsOf(await readCatalog(json.replace(right, wrong), reading))).toEqual(faults)
})
