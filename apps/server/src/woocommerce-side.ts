import type { OrderId } from '#orders'
import type { PaymentPagePorts } from '#payments'
import type { Ctx, Database, JobQueue, Pepper, Signals } from '#platform'
import { Rounds, WooClient, type WooSettings, wooHinted } from '#woocommerce'
import { contentRound } from '#woocommerce-content'
import { followCouponHints, KnownGateways, openShopSource, shopRounds } from '#woocommerce-shop'
import { catalogPictures } from './catalog-pictures.ts'
import type { Config } from './config.ts'
import { pictureHosts } from './picture-hosts.ts'

/** What a shop has of its WooCommerce besides goods and orders. */
export interface WooSide {
  /** Its own page where orders are paid. */
  paymentPage: PaymentPagePorts
  start(): void
  close(): Promise<void>
}

type ConfigWithWoo = Config & { woocommerce: WooSettings }

interface SideParts {
  client: WooClient
  database: Database
  signals: Signals
  queue: JobQueue
  pepper: Pepper
  /** Where an order that was sent there is paid. */
  paymentUrlOf: (ctx: Ctx, orderId: OrderId) => Promise<string | undefined>
}

// «WOOS» in hexadecimal: a number that no other user of the database locks.
const LOCK = 0x574f4f53

/** Puts together what reads ways of delivery, coupons, ways to pay, pages and banners. Asks nothing yet. */
export function openWooSide(ctx: Ctx, config: ConfigWithWoo, parts: SideParts): WooSide {
  const { woocommerce, wordpress: settings, shop, dataDir } = config
  const { client, database, signals, queue, pepper, paymentUrlOf: urlOf } = parts
  const { defaultLocale: locale, currency } = shop
  const wordpress = new WooClient(woocommerce, { random: ctx.random, wordpress: settings })
  const content = contentRound(ctx, {
    ...{ wordpress, woocommerce: client, url: woocommerce.url, settings, locale },
    ...{ pictureHosts: pictureHosts(config), registerPictures: catalogPictures(dataDir) },
  })
  const source = openShopSource({ client, locale, currency, pepper })
  queue.on(wooHinted, 'read-the-coupon-again', followCouponHints(ctx, source))
  const rounds = new Rounds(ctx, [...shopRounds(ctx, source), content], { database, lock: LOCK })
  const gateways = new KnownGateways(ctx, signals)
  return {
    paymentPage: { isOpen: () => gateways.areThere, urlOf },
    start: () => {
      rounds.start()
      void gateways.read()
    },
    close: async () => {
      gateways.close()
      await rounds.close()
      await wordpress.close()
    },
  }
}
