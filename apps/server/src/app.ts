import { sweepAudit } from '#audit'
import { type BotCodeCarrier, carryBotCode, forgetBotCodes, makeSendBotCode, sendBotCode } from '#bot-codes'
import { followJoin, forgetCart, sweepCarts } from '#cart'
import { listPicturesOfGoods, sweepHolds } from '#catalog'
import { makeReadCards } from '#catalog-reading'
import { sweepAnswers, sweepOverdue } from '#checkout'
import { listPicturesOfBanners } from '#content'
import { seedDeliveryMethods } from '#delivery'
import { accountsJoined, followLocale, localeChosen, sweepIdentifierChanges } from '#identity'
import { deliverMail, makeDeliverMail, sweepLetters } from '#mail'
import { sweepNotices } from '#notices'
import { sweepOrderNotices } from '#order-notices'
import { listPicturesOfOrders } from '#orders'
import { customerErased } from '#own-account'
import { forgetPasskeys } from '#passkeys'
import { sweepInvoiceLinks } from '#payments'
import { sweepShelf } from '#pictures'
import { type Ctx, Database, JobQueue, job, type Logger, openLog, storedRandom, sweepExpired } from '#platform'
import { sweepSessions } from '#sessions'
import { sweepSends } from '#sms'
import {
  type ChatLookup,
  followLanguage,
  forgetChat,
  languageChosen,
  Outbox,
  type ShopFacts,
  sweepChats,
  sweepUpdates,
} from '#telegram'
import {
  type CodeCarriers,
  carryByMail,
  carryBySms,
  carryByTelegram,
  makeOfferCode,
  makeSendCode,
  offerCode,
  sendCode,
} from '#verification-codes'
import { forgetVerifications, sweepOutcomes } from '#verifications'
import { Closing } from './closing.ts'
import type { Config, TelegramConfig } from './config.ts'
import { startDemoTelegram } from './demo.ts'
import { joinNotices } from './join-notices.ts'
import { joinOrderNotices } from './join-order-notices.ts'
import { joinOrders } from './join-orders.ts'
import { joinPayments } from './join-payments.ts'
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
    const telegramConfig = config.telegram ?? demo?.telegram
    if (!telegramConfig) throw new Error('there is neither a Telegram nor a simulated one')

    const { defaultLocale } = config.shop
    const shop = describeShop(config, telegramConfig)
    const telegram = openTelegram(ctx, { config: telegramConfig, database, shop, defaultLocale }, ports)
    const carriers = openCarriers(config, { ports, telegram, shop })
    const carryCode = carryBotCode({ registerUrl: config.registerUrl, defaultLocale }, telegram.sender)
    joinReactions(ctx, queue, { ports, lookup: telegram.sender, shop, carriers, carryCode })
    joinPayments(ctx, queue, { desk: telegram.desk, shop, defaultLocale })
    joinOrderNotices(ctx, queue, openOrderNotices(config, { ports, shop }))
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

function describeShop({ publicUrl, shop }: Config, { miniAppUrl }: TelegramConfig): ShopFacts {
  return { name: shop.name, publicUrl, timeZone: shop.timeZone, miniAppUrl }
}

/** What a fresh shop begins with; one that is only tried out has something to sell at once. */
async function stockShop(ctx: Ctx, config: Config): Promise<void> {
  await seedDeliveryMethods(ctx, config.shop.currency)
  // A WooCommerce brings its own.
  if (config.telegram || config.woocommerce) return
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
function openCarriers(
  config: Config,
  { ports, telegram, shop }: { ports: Ports; telegram: Telegram; shop: ShopFacts },
): CodeCarriers {
  const { mailer, sms } = ports
  return {
    telegram: carryByTelegram(shop, telegram.sender),
    email: mailer && carryByMail({ ...shop, accent: config.shop.accent }, mailer),
    sms: sms && carryBySms(shop, sms),
  }
}

/** Every reaction and every scheduled work of the product. */
function joinReactions(
  ctx: Ctx,
  queue: JobQueue,
  parts: { ports: Ports; lookup: ChatLookup; shop: ShopFacts; carriers: CodeCarriers; carryCode: BotCodeCarrier },
): void {
  const { ports, lookup, shop, carriers, carryCode } = parts
  queue.work(deliverMail, makeDeliverMail(ctx, ports.mailer))
  queue.work(sendCode, makeSendCode(ctx, { ...ports, carriers }))
  queue.work(offerCode, makeOfferCode(ctx, { ...ports, lookup }))
  queue.work(sendBotCode, makeSendBotCode(ctx, { ...ports, carrier: carryCode }))

  joinNotices(ctx, queue, { shop, pepper: ports.pepper, postman: ports.postman })
  queue.on(customerErased, 'forget-the-chat', forgetChat(ctx))
  queue.on(customerErased, 'forget-the-passkeys', ({ customerId }) => forgetPasskeys(ctx, customerId))
  queue.on(customerErased, 'forget-the-verifications', forgetVerifications(ctx, ports))
  queue.on(customerErased, 'forget-the-bot-codes', forgetBotCodes(ctx, ports))

  queue.work(relayEvent, ({ event, data }) => queue.publish(ctx.db, event, data))
  queue.on(customerErased, 'forget-the-cart', ({ customerId }) => forgetCart(ctx, customerId))
  queue.on(accountsJoined, 'join-the-carts', (joined) => followJoin(ctx, joined))

  joinOrders(ctx, queue)

  queue.on(localeChosen, 'speak-it-in-the-bot', followLanguage(ctx, shop))
  queue.on(languageChosen, 'speak-it-on-the-site', followLocale(ctx))

  queue.every('17 * * * *', sweep, async () => {
    await sweepExpired(ctx)
    await sweepUpdates(ctx)
    await sweepChats(ctx)
    await sweepLetters(ctx)
    await sweepOutcomes(ctx)
    await sweepSessions(ctx)
    await sweepSends(ctx)
    await sweepIdentifierChanges(ctx)
    await sweepNotices(ctx)
    await sweepOverdue(ctx)
    await sweepHolds(ctx)
    await sweepCarts(ctx)
    await sweepAudit(ctx)
    await sweepAnswers(ctx)
    await sweepInvoiceLinks(ctx)
    await sweepOrderNotices(ctx)
    await ports.keys.rotate(ctx.now())
  })
  // By itself: it looks at everything that shows a picture, and nothing waits for it.
  queue.every('41 3 * * 0', clearShelf, async () => {
    await sweepShelf(ctx, ports.pictures.shelf, [listPicturesOfGoods, listPicturesOfOrders, listPicturesOfBanners])
  })
}

const clearShelf = job<Record<string, never>>('app.clear-shelf', { expireInSeconds: 900 })
const sweep = job<Record<string, never>>('app.sweep', { expireInSeconds: 900 })
