import type { Check } from '#http'
import { orderMoved, orderPaid, orderPlaced } from '#orders'
import { customerErased } from '#own-account'
import { type Ctx, type Database, type JobQueue, notify, type Pepper, type Routes, type Signals } from '#platform'
import { type HintResource, WEBHOOK_PATH, WooClient, wooHinted, wooWebhookRoutes } from '#woocommerce'
import { CatalogSync, type CatalogSyncParts, followHints, openWooSource } from '#woocommerce-catalog'
import { forgetWooCustomer } from '#woocommerce-customers'
import {
  makePlanPush,
  ORDER_WORK,
  OrderSync,
  type OrderSyncParts,
  openOrderSite,
  paymentUrlOf,
  readOrderDrift,
} from '#woocommerce-orders'
import { catalogPictures } from './catalog-pictures.ts'
import type { Config } from './config.ts'
import { openWooSide, type WooSide } from './woocommerce-side.ts'

/** The WooCommerce that is sold from, as the rest of the product sees it. */
export interface Woo {
  /** For whatever else speaks to it. */
  client: WooClient
  /** Where it tells of changes. */
  routes: Routes
  /** Its own page where orders are paid. */
  paymentPage: WooSide['paymentPage']
  checks: Check[]
  start(): void
  close(): Promise<void>
}

interface WooParts {
  database: Database
  signals: Signals
  queue: JobQueue
  pepper: Pepper
  periods?: CatalogSyncParts['periods']
  orderPeriods?: OrderSyncParts['periods']
}

/** What its webhooks are wanted of. */
const resources: readonly HintResource[] = ['product', 'coupon', 'order']

/** Puts together what keeps us and a WooCommerce in step; nothing where there is none. Asks it nothing yet. */
export function openWoo(ctx: Ctx, config: Config, parts: WooParts): Woo | undefined {
  const { database, signals, queue, pepper, periods } = parts
  const { woocommerce: settings, publicUrl, shop, dataDir } = config
  if (!settings) return undefined
  const client = new WooClient(settings, ctx)
  const reading = { locale: shop.defaultLocale, currency: shop.currency }
  const source = openWooSource(client, { reading, registerPictures: catalogPictures(dataDir) })
  queue.on(wooHinted, 'read-the-product-again', followHints(ctx, source))
  const deliveryUrl = `${publicUrl}${WEBHOOK_PATH}`
  const webhooks = mayCall(settings.url, publicUrl)
    ? { deliveryUrl, secret: settings.webhookSecret, resources }
    : undefined
  const sync = new CatalogSync(ctx, source, { database, signals, webhooks, ...(periods && { periods }) })
  const orders = openOrders(ctx, config, { ...parts, client })
  const sideParts = { client, database, signals, queue, pepper, paymentUrlOf }
  const side = openWooSide(ctx, { ...config, woocommerce: settings }, sideParts)
  return {
    client,
    routes: wooWebhookRoutes(ctx, { ...settings, resources }),
    paymentPage: side.paymentPage,
    checks: [
      { name: 'woocommerce', required: false, check: () => sync.check() },
      { name: 'woocommerce-orders', required: false, check: () => orders.check(), details: () => readOrderDrift(ctx) },
    ],
    start: () => {
      sync.start()
      orders.start()
      side.start()
    },
    close: async () => {
      await Promise.all([sync.close(), orders.close(), side.close()])
      await client.close()
    },
  }
}

/** Orders there and here; what happens to one here is noted in the transaction in which it happens. */
function openOrders(
  ctx: Ctx,
  { shop }: Config,
  { client, queue, database, signals, ...parts }: WooParts & { client: WooClient },
) {
  const planPush = makePlanPush(ctx)
  queue.on(orderPlaced, 'bring-to-woocommerce', planPush)
  queue.on(orderMoved, 'bring-to-woocommerce', planPush)
  queue.on(orderPaid, 'bring-to-woocommerce', planPush)
  queue.on(wooHinted, 'read-the-order-again', async ({ resource }) => {
    // By whoever keeps them in step: what is read and what is written of an order must not cross.
    if (resource === 'order') await notify(ctx, ...ORDER_WORK)
  })
  queue.on(customerErased, 'forget-in-woocommerce', ({ customerId }) => forgetWooCustomer(ctx, customerId))
  const site = openOrderSite(client, { locale: shop.defaultLocale })
  const { orderPeriods: periods } = parts
  return new OrderSync(ctx, site, { database, signals, ...(periods && { periods }) })
}

/** From elsewhere this machine cannot be called, and over plain http everybody on the way would read along. */
function mayCall(theirUrl: string, publicUrl: string): boolean {
  const isHere = ({ hostname }: URL) => hostname === 'localhost' || hostname.startsWith('127.')
  return new URL(publicUrl).protocol === 'https:' || (isHere(new URL(theirUrl)) && isHere(new URL(publicUrl)))
}
