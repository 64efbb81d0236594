import type { Check } from '#http'
import type { Ctx, Database, JobQueue, Routes, Signals } from '#platform'
import { type HintResource, WEBHOOK_PATH, WooClient, wooHinted, wooWebhookRoutes } from '#woocommerce'
import { CatalogSync, type CatalogSyncParts, followHints, openWooSource } from '#woocommerce-catalog'
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
  check: Check
  start(): void
  close(): Promise<void>
}

interface WooParts {
  database: Database
  signals: Signals
  queue: JobQueue
  periods?: CatalogSyncParts['periods']
}

/** What its webhooks are wanted of. */
const resources: readonly HintResource[] = ['product', 'coupon']

/** Puts together what keeps us and a WooCommerce in step; nothing where there is none. Asks it nothing yet. */
export function openWoo(ctx: Ctx, config: Config, { database, signals, queue, periods }: WooParts): Woo | undefined {
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
  const side = openWooSide(ctx, { ...config, woocommerce: settings }, { client, database, signals, queue })
  return {
    client,
    routes: wooWebhookRoutes(ctx, { ...settings, resources }),
    paymentPage: side.paymentPage,
    check: { name: 'woocommerce', required: false, check: () => sync.check() },
    start: () => {
      sync.start()
      side.start()
    },
    close: async () => {
      await side.close()
      await sync.close()
      await client.close()
    },
  }
}

/** From elsewhere this machine cannot be called, and over plain http everybody on the way would read along. */
function mayCall(theirUrl: string, publicUrl: string): boolean {
  const isHere = ({ hostname }: URL) => hostname === 'localhost' || hostname.startsWith('127.')
  return new URL(publicUrl).protocol === 'https:' || (isHere(new URL(theirUrl)) && isHere(new URL(publicUrl)))
}
