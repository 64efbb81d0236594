import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { decodeText, type Fault, type Read, type Reading, readCatalogs } from '#catalog-files'

const reading: Reading = {
  locale: 'ru',
  digits: 2,
  now: new Date('2030-01-01T12:00:00Z'),
  isFile: (path) => !path.includes('lost'),
}
const exported = readFileSync(join(import.meta.dirname, 'woocommerce-export.csv'), 'utf8')

/** A catalogue of one file. */
async function readCatalog(text: string, reading: Reading): Promise<Read> {
  const [read] = await readCatalogs([{ text, folder: '/shop' }], reading)
  return read ?? { faults: [] }
}

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

test.each<[string, (csv: string) => string]>([
  ['a byte order mark', (csv) => `\uFEFF${csv}`],
  ['the newlines of Windows', (csv) => csv.replaceAll('\n', '\r\n')],
  ['the newlines of Windows around those of cells', (csv) => csv.replace(/\n(?=\d|$)/g, '\r\n')],
  ['semicolons', (csv) => withDelimiter(csv, ';')],
  ['tabs', (csv) => withDelimiter(csv, '\t')],
  ['empty rows', (csv) => csv.replaceAll(/\n(?=\d\d,)/g, `\n\n${','.repeat(50)}\n`)],
])('an export that a spreadsheet has saved says the same: %s', async (_, save) => {
  const offers = async (csv: string) =>
    draftOf(await readCatalog(csv, reading)).products.map((product) => [product.externalId, product.offers])
  expect(save(exported)).not.toBe(exported)
  expect(await offers(save(exported))).toEqual(await offers(exported))
  const [wrong] = faultsOf(await readCatalog(save(exported).replace('2600', '2 600'), reading))
  const lines = save(exported).split('2600')[0]?.split('\n').length
  expect(wrong).toMatchObject({ line: lines, column: 'Regular price' })
})

/** With another sign between the cells, and quotes around those that have it. */
function withDelimiter(csv: string, sign: string): string {
  return csv.replaceAll(/("(?:[^"]|"")*")|([^,\n"]+)|,/g, (_, quoted, plain) => {
    if (plain) return plain.includes(sign) ? `"${plain}"` : plain
    return quoted ?? sign
  })
}

test('what is not UTF-8 is told so with its line, and is not read as question marks', () => {
  const cp1251 = Buffer.from([...Buffer.from('ID,Name\n1,'), 0xd0, 0xee, 0xe7, 0xe0, 0x0a])
  const of = (bytes: Uint8Array) => decodeText(bytes)
  const fault = (line: number, message: string) => ({ fault: { line, message: expect.stringContaining(message) } })
  expect(of(Buffer.from('\uFEFFРоза'))).toEqual({ text: 'Роза' })
  expect(of(cp1251)).toEqual(fault(2, 'this is not UTF-8; save the file again in UTF-8'))
  expect(of(Buffer.from([...Buffer.from('a\nb\n'), 0xc0]))).toEqual(fault(3, 'not UTF-8'))
  expect(of(Buffer.from('\uFEFFРоза', 'utf16le'))).toEqual(fault(0, 'this is UTF-16'))
  expect(of(Buffer.from('PK\x03\x04rest'))).toEqual(fault(0, 'this is a workbook of a spreadsheet: save it as CSV'))
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
  [
    'pictures/rose.svg',
    'pictures/lost.svg',
    [{ line: 12, message: 'products[0].images[0].file: there is no file "pictures/lost.svg"' }],
  ],
  [
    '"sku": "RR-11", ',
    '"sku": "RR-11", "image": { "file": "lost.svg" }, ',
    [{ line: 17, message: 'products[0].variations[0].image.file: there is no file "lost.svg"' }],
  ],
  ['"price": "150"', '"price": 1990.5О', [{ line: 21, message: 'this is not JSON from here on' }]],
  ['"roses", "name"', "'roses', 'name'", [{ line: 4, message: 'this is not JSON from here on' }]],
  ['["roses"]', '["roses",]', [{ line: 11, message: 'this is not JSON from here on' }]],
  ['"Роза" }', '"Роза }', [{ line: 12, message: 'this is not JSON from here on' }]],
  ['rose"]]\n}', 'rose"]]', [{ line: 24, message: 'this is not JSON from here on' }]],
  ['"synonyms":', '"synonyms"', [{ line: 23, message: 'this is not JSON from here on' }]],
])('what is wrong with JSON is said by line and field: %s as %s', async (right, wrong, faults) => {
  expect(json).toContain(right)
  expect(faultsOf(await readCatalog(json.replace(right, wrong), reading))).toEqual(faults)
})

test('a file that is wrong all over is told about as fast as one that is right', async () => {
  const product = (id: number) => ({ id: `p${id}`, name: 'Роза', description: 'о розе '.repeat(60), price: 'much' })
  const text = JSON.stringify({ products: Array.from({ length: 10_000 }, (_, id) => product(id)) }, null, 1)
  const started = performance.now()
  const faults = faultsOf(await readCatalog(text, reading))
  expect(performance.now() - started).toBeLessThan(30_000)
  expect(faults).toHaveLength(10_000)
  const lines = text.split('\n')
  for (const { line } of faults) expect(lines[line - 1]).toContain('"price"')
})

test('files are one catalogue: one names what another has, and none what another has already', async () => {
  const file = (catalog: object) => ({ text: JSON.stringify(catalog, null, 1), folder: '/shop' })
  const product = { id: 'rose', name: 'Роза', sku: 'ROSE', price: '250', categories: ['roses'] }
  const roses = file({ categories: [{ id: 'roses', name: 'Розы', parent: 'flowers' }] })
  const flowers = file({
    categories: [{ id: 'flowers', name: 'Цветы' }],
    products: [{ ...product, id: 'vase', sku: 'VASE' }],
  })
  const read = await readCatalogs([file({ products: [product] }), roses, flowers], reading)
  expect(read.map((one) => 'draft' in one)).toEqual([true, true, true])

  const again = await readCatalogs([file({ products: [product] }), roses, file({ products: [product] })], reading)
  expect(again.map(faultsOf)).toEqual([
    [],
    [{ line: 6, message: 'categories[0].parent: there is no category "flowers"' }],
    [
      { line: 4, message: 'products[0].id: "rose" is there twice' },
      { line: 6, message: 'products[0].sku: "ROSE" is there twice' },
    ],
  ])
})
