import type { Check } from '#http'
import type { OrderId } from '#orders'
import type { PaymentPagePorts } from '#payments'
import type { Ctx, Database, JobQueue, Routes, Signals } from '#platform'
import { type HintResource, Rounds, WEBHOOK_PATH, WooClient, wooHinted, wooWebhookRoutes } from '#woocommerce'
import { CatalogSync, type CatalogSyncParts, followHints, openWooSource } from '#woocommerce-catalog'
import { followCouponHints, KnownGateways, shopRounds } from '#woocommerce-shop'
import { catalogPictures } from './catalog-pictures.ts'
import type { Config } from './config.ts'

/** The WooCommerce that is sold from, as the rest of the product sees it. */
export interface Woo {
  /** For whatever else speaks to it. */
  client: WooClient
  /** Where it tells of changes. */
  routes: Routes
  /** Its own page where orders are paid. */
  paymentPage: PaymentPagePorts
  check: Check
  start(): void
  close(): Promise<void>
}

interface WooParts {
  database: Database
  signals: Signals
  queue: JobQueue
  periods?: CatalogSyncParts['periods']
  /** Where an order that was sent there is paid. */
  paymentUrlOf?: (ctx: Ctx, orderId: OrderId) => Promise<string | undefined>
}

/** What its webhooks are wanted of. */
const resources: readonly HintResource[] = ['product', 'coupon']

// «WOOS» in hexadecimal: a number that no other user of the database locks.
const ROUNDS_LOCK = 0x574f4f53

/** Puts together what keeps us and a WooCommerce in step; nothing where there is none. Asks it nothing yet. */
export function openWoo(ctx: Ctx, config: Config, parts: WooParts): Woo | undefined {
  const { woocommerce: settings } = config
  if (!settings) return undefined
  const { database, signals, queue, periods } = parts
  const client = new WooClient(settings, ctx)
  const { defaultLocale: locale, currency } = config.shop
  const source = openWooSource(client, {
    reading: { locale, currency },
    registerPictures: catalogPictures(config.dataDir),
  })
  const shop = { client, locale, currency }
  queue.on(wooHinted, 'read-the-product-again', followHints(ctx, source))
  queue.on(wooHinted, 'read-the-coupon-again', followCouponHints(ctx, shop))
  const webhooks = webhooksOf(config)
  const sync = new CatalogSync(ctx, source, { database, signals, webhooks, ...(periods && { periods }) })
  const rounds = new Rounds(ctx, shopRounds(ctx, shop), { database, lock: ROUNDS_LOCK })
  const gateways = new KnownGateways(ctx, signals)
  return {
    client,
    routes: wooWebhookRoutes(ctx, { ...settings, resources }),
    paymentPage: { isOpen: () => gateways.areThere, urlOf: parts.paymentUrlOf },
    check: { name: 'woocommerce', required: false, check: () => sync.check() },
    start: () => {
      sync.start()
      rounds.start()
      void gateways.read()
    },
    close: async () => {
      gateways.close()
      await Promise.all([sync.close(), rounds.close()])
      await client.close()
    },
  }
}

function webhooksOf({ woocommerce: settings, publicUrl }: Config): CatalogSyncParts['webhooks'] {
  if (!settings || !mayCall(settings.url, publicUrl)) return undefined
  return { deliveryUrl: `${publicUrl}${WEBHOOK_PATH}`, secret: settings.webhookSecret, resources }
}

/** From elsewhere this machine cannot be called, and over plain http everybody on the way would read along. */
function mayCall(theirUrl: string, publicUrl: string): boolean {
  const isHere = ({ hostname }: URL) => hostname === 'localhost' || hostname.startsWith('127.')
  return new URL(publicUrl).protocol === 'https:' || (isHere(new URL(theirUrl)) && isHere(new URL(publicUrl)))
}
