import { carts } from '../apps/server/src/modules/cart/tables.ts'
import { offers, products } from '../apps/server/src/modules/catalog/tables.ts'
import { type Ctx, hashToken, newToken } from '../apps/server/src/platform/index.ts'
import { drive, visitorHeaders } from './load.ts'
import { against } from './ratios.ts'
import type { Row } from './rows.ts'
import { CONNECTIONS, type World } from './world.ts'

const SECONDS = 2
const PRODUCTS = 500
/** What a guest looks through, so that a cart has a few lines and what is put in is mostly there already. */
const LINES = 5

/** Putting something into a cart by a guest of a few lines, against the same statements without anything around them. */
export async function addingToCart(world: World): Promise<Row> {
  const { ctx } = world.backstage
  const skus = await stockUp(ctx, { prefix: 'bench', stock: 100 })
  const [ours, theirs] = [await beginCarts(ctx), await beginCarts(ctx)]
  const load = (url: string, headersOf: (connection: number) => Record<string, string>) => () =>
    drive({
      url,
      connections: CONNECTIONS,
      seconds: SECONDS,
      requests: (connection) => changesOf(skus, connection, headersOf(connection)),
      expected: [200],
    })
  return against(
    { what: 'Adding to a cart, against the same statements' },
    load(world.product.url, (connection) => ({ cookie: `vitrina_cart=${ours[connection]}` })),
    load(world.baseline.url, (connection) => ({ 'x-cart': hashToken(theirs[connection] ?? '') })),
  )
}

/** As many visitors as a round cannot use up the changes of. */
function changesOf(skus: readonly string[], connection: number, headers: Record<string, string>) {
  return Array.from({ length: LINES * 10 }, (_, nth) => ({
    method: 'PUT' as const,
    path: `/api/cart/items/${skus[(connection * LINES + (nth % LINES)) % PRODUCTS]}`,
    headers: { ...visitorHeaders(), ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ quantity: (nth % 9) + 1 }),
  }))
}

/** Puts so many products on sale, for 500 roubles each. */
export async function stockUp(
  { db, now }: Ctx,
  { prefix, stock }: { prefix: string; stock: number },
): Promise<string[]> {
  const at = now()
  const skus = Array.from({ length: PRODUCTS }, (_, nth) => `${prefix}-${nth}`)
  const texts = { description: { ru: '<p>Пионы.</p>' }, shortDescription: {}, attributes: [] }
  const made = await db
    .insert(products)
    .values(
      skus.map((sku) => ({
        ...{ source: 'file' as const, externalId: sku, slug: sku, name: { ru: `Букет ${sku}` }, ...texts },
        ...{ pictures: [{ pictureId: sku, alt: { ru: 'Букет' }, width: 800, height: 600 }], hasVariations: false },
        ...{ isShown: true, priceMinor: 500_00, inStock: true, searchText: sku, createdAt: at, modifiedAt: at },
      })),
    )
    .returning({ productId: products.id, sku: products.slug })
  await db
    .insert(offers)
    .values(made.map((one) => ({ ...one, attributes: [], priceMinor: 500_00, stock, inStock: true })))
  return skus
}

/** A cart for each connection; out: the tokens of their cookies. */
async function beginCarts({ db, now, random }: Ctx): Promise<string[]> {
  const tokens = Array.from({ length: CONNECTIONS }, () => newToken(random))
  await db.insert(carts).values(tokens.map((token) => ({ guestHash: hashToken(token), updatedAt: now() })))
  return tokens
}
