import { createCoupon } from '../wire/resources/coupons.ts'
import { addMedia } from '../world/media.ts'
import { addPost } from '../world/posts.ts'
import { addProduct, type ProductFields } from '../world/products.ts'
import { setGateway } from '../world/setting-up.ts'
import type { Shop } from '../world/shop.ts'
import { addTerm } from '../world/taxonomy.ts'
import { type SampleLine, type SampleVariable, sampleCategories, sampleProducts, sampleVariables } from './catalogue.ts'
import { samplePages, samplePosts } from './pages.ts'

/** Fills an empty shop: a florist's, with what a real shop has of drafts, hidden things and leftovers. */
export function fillShop(shop: Shop): void {
  const categories = new Map<string, number>()
  for (const { name, slug, parent } of sampleCategories) {
    const above = parent === undefined ? 0 : (categories.get(parent) ?? 0)
    categories.set(slug, addTerm(shop, 'categories', { name, slug, parent: above }).id)
  }
  const inCategory = (slug: string) => [categories.get(slug) ?? 0]
  for (const [slug, lines] of Object.entries(sampleProducts)) {
    for (const line of lines) addProduct(shop, { ...fieldsOf(shop, slug, line), categories: inCategory(slug) })
  }
  for (const variable of sampleVariables) addVariable(shop, variable, inCategory(variable.category))
  addLeftovers(shop, inCategory('gifts'))
  addContent(shop)
  // One of those by which money comes at its own page.
  setGateway(shop, 'payme', { title: 'Payme' })
}

function fieldsOf(shop: Shop, category: string, [sku, name, price, sale = '', stock]: SampleLine): ProductFields {
  return {
    sku,
    name,
    regular_price: price,
    sale_price: sale,
    short_description: `${name}: соберём и привезём сегодня.`,
    description: `<p>${name}.</p>\n<p>Состав может немного отличаться по сезону &amp; наличию.</p>\n<ul><li>Открытка в подарок</li><li>Фото перед отправкой</li></ul>`,
    images: [pictureOf(shop, category, { sku, name })],
    ...(stock === undefined ? {} : { manage_stock: true, stock_quantity: stock }),
  }
}

// Whatever is not among them is drawn as flowers.
const motifs: Record<string, string> = { gifts: 'gift', sweets: 'box', candles: 'candle', cards: 'card' }

function pictureOf(shop: Shop, category: string, { sku, name }: { sku: string; name: string }): number {
  const file = `2026/11/${motifs[category] ?? 'flowers'}-${sku.toLowerCase()}.png`
  return addMedia(shop, { title: sku, alt_text: name.replaceAll(/<[^>]*>/gu, ''), file }).id
}

function addVariable(
  shop: Shop,
  { sku, name, category, attribute, options }: SampleVariable,
  categories: number[],
): void {
  const named = { name: attribute, slug: attribute, id: 0 }
  const parent = addProduct(shop, {
    ...fieldsOf(shop, category, [sku, name, '']),
    type: 'variable',
    categories,
    attributes: [{ ...named, position: 0, visible: true, variation: true, options: options.map(([option]) => option) }],
    default_attributes: [{ ...named, option: options[0]?.[0] ?? '' }],
  })
  for (const [index, [option, regular_price, sale_price, stock_quantity]] of options.entries()) {
    addProduct(shop, {
      name: parent.name,
      type: 'variation',
      parent_id: parent.id,
      sku: `${sku}-${index + 1}`,
      choices: [{ ...named, option }],
      images: [pictureOf(shop, category, { sku: `${sku}-${index + 1}`, name: `${name}, ${option}` })],
      menu_order: index,
      manage_stock: true,
      ...{ regular_price, sale_price, stock_quantity },
    })
  }
}

/** What must never be shown to a customer, although the list of products has it. */
function addLeftovers(shop: Shop, categories: number[]): void {
  const common = { categories, short_description: '', description: '' }
  addProduct(shop, {
    ...common,
    sku: 'XX-001',
    name: 'Черновик: букет к весне',
    regular_price: '300000',
    status: 'draft',
  })
  addProduct(shop, { ...common, sku: 'XX-002', name: 'Закрытая распродажа', regular_price: '1000', status: 'private' })
  addProduct(shop, {
    ...common,
    sku: 'XX-003',
    name: 'Упаковка (для сборщиков)',
    regular_price: '5000',
    catalog_visibility: 'hidden',
  })
  addProduct(shop, { ...common, sku: 'XX-004', name: 'Без цены', regular_price: '' })
  addProduct(shop, { ...common, sku: '', name: 'Без артикула', regular_price: '45000.50' })
}

function addContent(shop: Shop): void {
  for (const page of samplePages) addPost(shop, 'page', page)
  const banners = addTerm(shop, 'postCategories', { name: 'Баннеры', slug: 'banners' })
  for (const post of samplePosts) {
    const featured_media = addMedia(shop, { title: post.title, file: `2026/11/banner-${post.slug}.png` }).id
    addPost(shop, 'post', { ...post, categories: [banners.id], featured_media })
  }
  createCoupon(shop, { code: 'SALOM10', amount: '10', discount_type: 'percent', usage_limit_per_user: 1 })
  createCoupon(shop, { code: 'MINUS50', amount: '50000', discount_type: 'fixed_cart', minimum_amount: '300000' })
}
