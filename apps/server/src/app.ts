import { carryBotCode } from '#bot-codes'
import { makeReadCards } from '#catalog-reading'
import { seedDeliveryMethods } from '#delivery'
import { type Ctx, Database, JobQueue, type Logger, openLog, storedRandom } from '#platform'
import { Outbox, type ShopFacts } from '#telegram'
import { type CodeCarriers, carryByMail, carryBySms, carryByTelegram } from '#verification-codes'
import { Closing } from './closing.ts'
import type { Config, TelegramConfig } from './config.ts'
import { type DemoTelegram, startDemoTelegram } from './demo.ts'
import { joinAccounts } from './join-accounts.ts'
import { joinCodes } from './join-codes.ts'
import { joinNotices } from './join-notices.ts'
import { joinOrderNotices } from './join-order-notices.ts'
import { joinOrders } from './join-orders.ts'
import { joinPayments } from './join-payments.ts'
import { joinSweeps } from './join-sweeps.ts'
import { applyMigrations } from './migrations.ts'
import { openServer } from './open-server.ts'
import { openPorts, type Ports } from './ports.ts'
import { relayEvent } from './relay.ts'
import { loadSampleCatalog } from './sample-catalog.ts'
import { loadSampleCheckout } from './sample-checkout.ts'
import { loadSampleContent } from './sample-content.ts'
import { openStorage, POOL_SIZE, type Storage } from './storage.ts'
import { openTelegram, type Telegram } from './telegram.ts'
import { openWoo } from './woocommerce.ts'

export interface App {
  /** Where it listens, e.g. `http://127.0.0.1:3000`. */
  url: string
  /** The simulated Telegram of the demo. */
  demoUrl: string | undefined
  /** Finishes what was begun, in the order in which it depends on each other. */
  close(): Promise<void>
}

interface Prepared {
  /** The storage, which may still be opening. */
  storage?: Promise<Storage>
  log?: Logger
}

interface Reacting {
  config: Config
  ports: Ports
  telegram: Telegram
  shop: ShopFacts
  carriers: CodeCarriers
}

/** Builds and starts the product; throws, with everything closed again, when a part cannot start. */
export async function openApp(config: Config, prepared: Prepared = {}): Promise<App> {
  const { storage: opening = openStorage(config), log = openLog(config.logLevel) } = prepared
  const closing = new Closing()
  try {
    const startingDemo = config.telegram ? undefined : closing.opening(startDemoTelegram(config))
    const storage = await closing.opening(opening)
    const database = closing.add(new Database(storage.connection, { poolSize: POOL_SIZE, log }))
    await applyMigrations(database)

    const queue = new JobQueue(storage.connection, log)
    const ctx: Ctx = { db: database.db, now: () => new Date(), random: storedRandom(), jobs: queue, log }
    const demo = await startingDemo
    const simulated = { mail: config.mail ?? demo?.mail, sms: config.sms ?? demo?.sms }
    const ports = closing.add(await openPorts(ctx, { ...config, ...simulated }, database))
    const telegramConfig = telegramOf(config, demo)
    const shop = describeShop(config, telegramConfig)
    const telegramOptions = { config: telegramConfig, database, shop, defaultLocale: config.shop.defaultLocale }
    const telegram = openTelegram(ctx, telegramOptions, ports)
    const carriers = openCarriers({ config, ports, telegram, shop })
    joinReactions(ctx, queue, { config, ports, telegram, shop, carriers })
    const outbox = closing.add(new Outbox(ctx, telegram.sender, ports.signals))
    const woo = openWoo(ctx, config, { ...ports, database, queue })
    closing.add(queue)
    if (woo) closing.add(woo)
    const server = closing.opening(openServer(ctx, config, { log, ports, telegram, demo, carriers, woo }))
    await Promise.all([server, queue.start()])
    outbox.start()
    woo?.start()
    closing.add(telegram)
    await telegram.start()
    const url = await (await server).listen({ host: config.host, port: config.port })
    // The first answer does not wait for what there is to sell.
    await stockShop(ctx, config)
    return { url, demoUrl: demo?.url, close: () => closing.close() }
  } catch (error) {
    await closing.close()
    throw error
  }
}

function telegramOf({ telegram }: Config, demo: DemoTelegram | undefined): TelegramConfig {
  const chosen = telegram ?? demo?.telegram
  if (!chosen) throw new Error('there is neither a Telegram nor a simulated one')
  return chosen
}

function describeShop({ publicUrl, shop }: Config, { miniAppUrl }: TelegramConfig): ShopFacts {
  return { name: shop.name, publicUrl, timeZone: shop.timeZone, miniAppUrl }
}

/** What a fresh shop begins with; one that is only tried out has something to sell at once. */
async function stockShop(ctx: Ctx, config: Config): Promise<void> {
  // A WooCommerce brings its own.
  const isSample = !config.telegram && !config.woocommerce
  await seedDeliveryMethods(ctx, { currency: config.shop.currency, isSample })
  if (!isSample) return
  // Before the goods: it is for a shop that has none.
  await loadSampleContent(ctx, config)
  await loadSampleCatalog(ctx, config)
  await loadSampleCheckout(ctx, config.shop)
}

/** Whom it tells, and by what. */
function openOrderNotices({ shop, staffChatId }: Config, parts: { ports: Ports; shop: ShopFacts }) {
  const { mailer } = parts.ports
  return {
    shop: { ...parts.shop, accent: shop.accent },
    ...{ defaultLocale: shop.defaultLocale, writesLetters: mailer !== undefined, staffChatId },
    readCards: makeReadCards(shop),
    currency: shop.currency,
  }
}

/** The channels that a code can take to its recipient: those that are configured. */
function openCarriers({ config, ports, telegram, shop }: Omit<Reacting, 'carriers'>): CodeCarriers {
  const { mailer, sms } = ports
  return {
    telegram: carryByTelegram(shop, telegram.sender),
    email: mailer && carryByMail({ ...shop, accent: config.shop.accent }, mailer),
    sms: sms && carryBySms(shop, sms),
  }
}

/** Every reaction and every scheduled work of the product, except those of a WooCommerce, which come with it. */
function joinReactions(ctx: Ctx, queue: JobQueue, { config, ports, telegram, shop, carriers }: Reacting): void {
  const { defaultLocale } = config.shop
  const carryCode = carryBotCode({ registerUrl: config.registerUrl, defaultLocale }, telegram.sender)
  joinCodes(ctx, queue, { ports, lookup: telegram.sender, carriers, carryCode })
  joinAccounts(ctx, queue, { ports, shop })
  joinNotices(ctx, queue, { shop, pepper: ports.pepper, postman: ports.postman })
  joinOrders(ctx, queue)
  joinPayments(ctx, queue, { desk: telegram.desk, shop, defaultLocale })
  joinOrderNotices(ctx, queue, openOrderNotices(config, { ports, shop }))
  joinSweeps(ctx, queue, ports)
  queue.work(relayEvent, ({ event, data }) => queue.publish(ctx.db, event, data))
}
