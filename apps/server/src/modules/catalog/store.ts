import { and, asc, eq, gt, isNull, not, or, sql } from 'drizzle-orm'
import { type Db, parameter, prepared } from '#platform'
import type { Offer } from './model.ts'
import { offers, productCategories, products, stockHolds } from './tables.ts'

const skus = parameter('skus', 'text[]')

// Prepared and no wider than what is asked of it: every look at a cart and every change of one does it.
const offersBySku = prepared((db) => {
  const held = db
    .select({ sku: stockHolds.sku, quantity: sql<number>`sum(${stockHolds.quantity})::int`.as('quantity') })
    .from(stockHolds)
    .where(
      and(
        sql`${stockHolds.sku} = any(${skus})`,
        or(isNull(stockHolds.expiresAt), gt(stockHolds.expiresAt, sql.placeholder('now'))),
      ),
    )
    .groupBy(stockHolds.sku)
    .as('held')
  const { id, source, externalId, slug, name, pictures, isShown, goneAt } = products
  return db
    .select({
      offer: offers,
      product: { id, source, externalId, slug, name, pictures, isShown, goneAt },
      held: held.quantity,
      categoryIds: sql<number[]>`array(
        select ${productCategories.categoryId} from ${productCategories} where ${productCategories.productId} = ${products.id}
      )`,
    })
    .from(offers)
    .innerJoin(products, eq(products.id, offers.productId))
    .leftJoin(held, eq(held.sku, offers.sku))
    .where(sql`${offers.sku} = any(${skus})`)
    .prepare('catalog_offers')
})

/** The offers of these skus, the unknown left out, with what is held at `now` taken off. */
export async function listOffers(db: Db, skus: readonly string[], now: Date): Promise<Offer[]> {
  if (skus.length === 0) return []
  const rows = await offersBySku(db).execute({ skus: [...skus], now })
  return rows.map(toOffer)
}

type OfferRow = {
  offer: typeof offers.$inferSelect
  product: Pick<
    typeof products.$inferSelect,
    'id' | 'source' | 'externalId' | 'slug' | 'name' | 'pictures' | 'isShown' | 'goneAt'
  >
  held: number | null
  categoryIds: number[]
}

function toOffer({ offer, product, held, categoryIds }: OfferRow): Offer {
  const { sku, attributes, regularPriceMinor, stock, shippingClass, isVirtual } = offer
  const uncounted = offer.inStock ? null : 0
  return {
    sku,
    productId: product.id,
    slug: product.slug,
    name: product.name,
    attributes,
    picture: offer.picture ?? product.pictures[0] ?? null,
    priceMinor: offer.priceMinor ?? 0,
    regularPriceMinor,
    available: stock === null ? uncounted : Math.max(0, stock - (held ?? 0)),
    shippingClass,
    isVirtual,
    isSold: product.isShown && product.goneAt === null && offer.goneAt === null && offer.priceMinor !== null,
    external:
      product.source === 'woocommerce' ? { productId: product.externalId, variationId: offer.externalId } : null,
    categoryIds: categoryIds as Offer['categoryIds'],
  }
}

/** Keeps these offers to the caller's transaction; by sku, so that two of them never wait for each other (G4). */
export async function lockOffers(db: Db, skus: readonly string[]): Promise<void> {
  await lockedOffers(db).execute({ skus: [...skus] })
}

const lockedOffers = prepared((db) =>
  db
    .select({ sku: offers.sku })
    .from(offers)
    .where(sql`${offers.sku} = any(${skus})`)
    .orderBy(asc(offers.sku))
    .for('no key update')
    .prepare('catalog_offers_locked'),
)

/** What an order is promised, as one statement however many things there are. */
export async function insertHolds(
  db: Db,
  {
    orderId,
    lines,
    until,
  }: { orderId: string; lines: readonly { sku: string; quantity: number }[]; until: Date | null },
): Promise<void> {
  const quantities = lines.map(({ quantity }) => quantity)
  await insertedHolds(db).execute({ orderId, skus: lines.map(({ sku }) => sku), quantities, until })
}

const insertedHolds = prepared((db) =>
  db
    .insert(stockHolds)
    .select(
      sql`select ${parameter('orderId', 'text')}, line.sku, line.quantity, ${parameter('until', 'timestamptz')}, false
        from unnest(${skus}, ${parameter('quantities', 'int[]')}) as line (sku, quantity)`,
    )
    .prepare('catalog_holds_insert'),
)

export async function updateHoldsExpiry(db: Db, orderId: string, expiresAt: Date | null): Promise<void> {
  const own = and(eq(stockHolds.orderId, orderId), not(stockHolds.isHandedOver))
  await db.update(stockHolds).set({ expiresAt }).where(own)
}

export async function updateHandedOver(db: Db, orderId: string, expiresAt: Date): Promise<void> {
  await db.update(stockHolds).set({ expiresAt, isHandedOver: true }).where(eq(stockHolds.orderId, orderId))
}

/** Which of these pictures a product shows, or one that has gone: it is in carts. */
export async function listPicturesOfGoods(db: Db, pictureIds: readonly string[]): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select distinct picture->>'pictureId' as id
    from (select jsonb_array_elements(pictures) as picture from products union all select picture from offers) as shown
    where picture->>'pictureId' = any(${sql.param([...pictureIds])}::text[])`)
  return rows.map(({ id }) => id)
}
