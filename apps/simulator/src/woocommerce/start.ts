import { randomBytes } from 'node:crypto'
import Fastify, { type FastifyInstance } from 'fastify'
import { listen, refuseOpenHost } from '../loopback.ts'
import { serveWooControl } from './control.ts'
import { controlShop, type ShopControls } from './controls.ts'
import { WooFaults } from './faults.ts'
import { serveCheckout } from './pages/checkout.ts'
import { servePictures } from './pictures/serve.ts'
import { fillShop } from './sample/fill-shop.ts'
import { Courier, type DeliveryRecord } from './webhooks/courier.ts'
import type { Keyring } from './wire/auth.ts'
import { type WooCall, WooCalls } from './wire/calls.ts'
import { readPhpQuery } from './wire/php-query.ts'
import { routesOf } from './wire/routes.ts'
import { serveRest } from './wire/server.ts'
import { createShop, type ShopSettings } from './world/shop.ts'

export interface WooCommerceOptions extends Partial<ShopSettings> {
  /** A loopback address; 127.0.0.1 unless given. Any other is refused. */
  host?: string
  /** 0, the default, takes any free port. */
  port?: number
  /** The shop's clock, in unix milliseconds. */
  clock?: () => number
  /** What decides which calls meet a fault of a rate. */
  random?: () => number
  /** Made up unless given. */
  key?: string
  secret?: string
  /** Whether it begins with the sample shop; empty unless told so. */
  sample?: boolean
  /** How often the queue of webhooks runs; without it, only by `runWebhooks()`. */
  webhookIntervalMs?: number
  webhookTimeoutMs?: number
  /** As with `woocommerce_webhook_deliver_async` switched off: inside the request that caused it. */
  webhooksInRequest?: boolean
  /** As WordPress is by default: webhooks to private addresses are not made. Off here, where every address is one. */
  refusesPrivateWebhooks?: boolean
}

/** A running simulated WooCommerce. */
export interface SimulatedWooCommerce {
  /** What a shop is given as `WOOCOMMERCE_URL`: the REST API is below `/wp-json`. */
  readonly url: string
  /** May read and write. */
  readonly key: string
  readonly secret: string
  /** May only read. */
  readonly readOnly: { key: string; secret: string }
  /** A user of WordPress and an application password of theirs. */
  readonly application: { user: string; password: string }
  /** What the shop's owner does in the administration, and how things stand there. */
  readonly world: ShopControls
  readonly faults: WooFaults
  /** The calls of the REST API, oldest first. */
  calls(): WooCall[]
  forgetCalls(): void
  /** Lets the queue of webhooks run: everything that waits is delivered, once. */
  runWebhooks(): Promise<void>
  /** The next so many deliveries vanish. */
  loseWebhooks(count: number): void
  /** The attempts that were made. */
  deliveries(): DeliveryRecord[]
  close(): Promise<void>
}

const hex = (bytes: number) => randomBytes(bytes).toString('hex')

/** Starts a simulated WordPress with WooCommerce on a port of this machine. */
export async function startWooCommerce(options: WooCommerceOptions = {}): Promise<SimulatedWooCommerce> {
  const host = options.host ?? '127.0.0.1'
  refuseOpenHost(host, 'the simulated WooCommerce')
  const shop = createShop(settingsOf(options), options.clock ?? Date.now)
  const faults = new WooFaults(options.random ?? Math.random)
  const calls = new WooCalls()
  const keyring = cutKeys(options)
  const courier = new Courier(shop, {
    intervalMs: options.webhookIntervalMs,
    timeoutMs: options.webhookTimeoutMs ?? 60_000,
    refusesPrivate: options.refusesPrivateWebhooks === true,
  })
  const server = Fastify({
    logger: false,
    forceCloseConnections: true,
    bodyLimit: 32 * 1024 * 1024,
    routerOptions: { querystringParser: readPhpQuery, maxParamLength: 500, ignoreTrailingSlash: true },
  })
  const afterCall = async () => {
    if (options.webhooksInRequest) await courier.run()
  }
  const routes = routesOf(shop.settings, (webhook) => courier.ping(webhook))
  const world = controlShop(shop)
  await server.register(serveRest({ shop, keyring, faults, calls, afterCall }, routes))
  await server.register(servePictures(shop))
  await server.register(serveCheckout(shop))
  await server.register(serveWooControl({ world, faults, courier }))
  shop.url = await listen(server, host, options.port ?? 0)
  if (options.sample) fillShop(shop)
  return face({ world, faults, calls, keyring, courier, server })
}

function settingsOf(options: WooCommerceOptions): ShopSettings {
  return {
    version: options.version ?? '11.0.1',
    wordpressVersion: options.wordpressVersion ?? '6.9.4',
    currency: options.currency ?? 'UZS',
    country: options.country ?? 'UZ',
    takesCoupons: options.takesCoupons ?? true,
    taxes: options.taxes,
    decimals: options.decimals ?? 2,
    gmtOffsetHours: options.gmtOffsetHours ?? 5,
    hpos: options.hpos ?? true,
    hposSync: options.hposSync ?? false,
    title: options.title ?? 'Vitrina',
  }
}

interface Parts {
  world: ShopControls
  faults: WooFaults
  calls: WooCalls
  keyring: ReturnType<typeof cutKeys>
  courier: Courier
  server: FastifyInstance
}

function face({ world, faults, calls, keyring, courier, server }: Parts): SimulatedWooCommerce {
  const [full, readOnly] = keyring.keys
  return {
    url: world.shop.url,
    key: full.key,
    secret: full.secret,
    readOnly: { key: readOnly.key, secret: readOnly.secret },
    application: keyring.passwords[0],
    world,
    faults,
    calls: () => calls.all(),
    forgetCalls: () => calls.clear(),
    runWebhooks: () => courier.run(),
    loseWebhooks: (count) => courier.lose(count),
    deliveries: () => courier.records(),
    async close() {
      await courier.close()
      await server.close()
    },
  }
}

function cutKeys({ key, secret }: WooCommerceOptions) {
  return {
    keys: [
      { key: key ?? `ck_${hex(20)}`, secret: secret ?? `cs_${hex(20)}`, permissions: 'read_write' },
      { key: `ck_${hex(20)}`, secret: `cs_${hex(20)}`, permissions: 'read' },
    ],
    passwords: [{ user: 'admin', password: hex(12) }],
  } satisfies Keyring as Keyring & {
    keys: [Keyring['keys'][number], Keyring['keys'][number]]
    passwords: [Keyring['passwords'][number]]
  }
}
