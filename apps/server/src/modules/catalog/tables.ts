import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { Attribute, CategoryId, LocalText, PictureRef, ProductId, Source } from './model.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

export const categories = pgTable(
  'categories',
  {
    id: integer().primaryKey().generatedByDefaultAsIdentity().$type<CategoryId>(),
    source: text().notNull().$type<Source>(),
    externalId: text('external_id').notNull(),
    slug: text().notNull().unique('categories_slug_key'),
    name: jsonb().notNull().$type<LocalText>(),
    parentId: integer('parent_id')
      .references((): AnyPgColumn => categories.id, { onDelete: 'set null' })
      .$type<CategoryId>(),
    position: integer().notNull().default(0),
  },
  (table) => [uniqueIndex('categories_external_key').on(table.source, table.externalId)],
)

const isShown = sql`is_shown and gone_at is null and price_minor is not null`

/**
 * Products as the shop shows them. Of one kept by a WooCommerce this is a replica: prices, stock
 * and texts are changed there, and here only by what comes from there.
 */
export const products = pgTable(
  'products',
  {
    id: integer().primaryKey().generatedByDefaultAsIdentity().$type<ProductId>(),
    source: text().notNull().$type<Source>(),
    externalId: text('external_id').notNull(),
    slug: text().notNull().unique('products_slug_key'),
    name: jsonb().notNull().$type<LocalText>(),
    /** Sanitised HTML. */
    description: jsonb().notNull().$type<LocalText>(),
    shortDescription: jsonb('short_description').notNull().$type<LocalText>(),
    attributes: jsonb().notNull().$type<Attribute[]>(),
    pictures: jsonb().notNull().$type<PictureRef[]>(),
    hasVariations: boolean('has_variations').notNull(),
    /** In lists and by its address; a draft or a hidden product is neither. */
    isShown: boolean('is_shown').notNull(),
    // Of its offers, kept beside for the lists: the lowest price of what is to be had, whether any is.
    priceMinor: bigint('price_minor', { mode: 'number' }),
    regularPriceMinor: bigint('regular_price_minor', { mode: 'number' }),
    inStock: boolean('in_stock').notNull(),
    popularity: integer().notNull().default(0),
    /** ` name \n other words `, folded, see `folding.ts`; what a search looks into. */
    searchText: text('search_text').notNull(),
    /** Hash of what the source said last: the same again is written nowhere. */
    digest: text().notNull().default(''),
    createdAt: moment('created_at').notNull(),
    /** The source's own clock: news older than this is no news. */
    modifiedAt: moment('modified_at').notNull(),
    /** Gone from its source; kept for the orders and carts that name it. */
    goneAt: moment('gone_at'),
  },
  (table) => [
    uniqueIndex('products_external_key').on(table.source, table.externalId),
    index('products_search_idx').using('gin', sql`${table.searchText} gin_trgm_ops`),
    // What lists are narrowed by: without it all would be read for the few that have it.
    index('products_attributes_idx').using('gin', sql`${table.attributes} jsonb_path_ops`),
    // The orders of lists, of what is shown.
    index('products_popular_idx').on(table.popularity, table.id).where(isShown),
    index('products_new_idx').on(table.createdAt, table.id).where(isShown),
    index('products_price_idx').on(table.priceMinor, table.id).where(isShown),
    // All that a list is narrowed, ordered and counted by: the rows, with their texts, are thirty times as wide.
    index('products_facts_idx')
      .on(table.id, table.popularity, table.createdAt, table.priceMinor, table.regularPriceMinor, table.inStock)
      .where(isShown),
  ],
)

export const productCategories = pgTable(
  'product_categories',
  {
    productId: integer('product_id')
      .notNull()
      .references(() => products.id, { onDelete: 'cascade' })
      .$type<ProductId>(),
    categoryId: integer('category_id')
      .notNull()
      .references(() => categories.id, { onDelete: 'cascade' })
      .$type<CategoryId>(),
  },
  (table) => [
    primaryKey({ name: 'product_categories_pkey', columns: [table.categoryId, table.productId] }),
    index('product_categories_product_idx').on(table.productId, table.categoryId),
  ],
)

/** What has a sku and a price: a product without variations has one offer, others one for each variation. */
export const offers = pgTable(
  'offers',
  {
    sku: text().primaryKey(),
    productId: integer('product_id')
      .notNull()
      .references(() => products.id, { onDelete: 'cascade' })
      .$type<ProductId>(),
    /** Of the variation; null of a product's only offer. */
    externalId: text('external_id'),
    attributes: jsonb().notNull().$type<{ name: LocalText; value: LocalText }[]>(),
    picture: jsonb().$type<PictureRef>(),
    /** Null: not for sale yet. */
    priceMinor: bigint('price_minor', { mode: 'number' }),
    regularPriceMinor: bigint('regular_price_minor', { mode: 'number' }),
    /** Null: not counted. */
    stock: integer(),
    /** Of what is not counted: whether it is to be had. */
    inStock: boolean('in_stock').notNull(),
    /** What its source calls its shipping class; null: it has none. */
    shippingClass: text('shipping_class'),
    isVirtual: boolean('is_virtual').notNull().default(false),
    position: integer().notNull().default(0),
    goneAt: moment('gone_at'),
  },
  (table) => [
    index('offers_product_idx').on(table.productId),
    check('offers_price_positive', sql`${table.priceMinor} >= 0`),
  ],
)

/** Stock promised to an order that is being placed or not yet taken over by the source (G4). */
export const stockHolds = pgTable(
  'stock_holds',
  {
    orderId: text('order_id').notNull(),
    sku: text()
      .notNull()
      .references(() => offers.sku, { onDelete: 'cascade' }),
    quantity: integer().notNull(),
    /** Null: until it is released or consumed. */
    expiresAt: moment('expires_at'),
    /** Its source has it off its own stock and tells us so soon; until then it is counted here. */
    isHandedOver: boolean('is_handed_over').notNull().default(false),
  },
  (table) => [
    primaryKey({ name: 'stock_holds_pkey', columns: [table.orderId, table.sku] }),
    index('stock_holds_sku_idx').on(table.sku),
    check('stock_holds_quantity', sql`${table.quantity} > 0`),
  ],
)

/** Words that mean the same to whoever searches, folded. */
export const synonyms = pgTable('synonyms', { word: text().notNull(), means: text().notNull() }, (table) => [
  primaryKey({ name: 'synonyms_pkey', columns: [table.word, table.means] }),
])
