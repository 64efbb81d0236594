import { sweepAudit } from '#audit'
import { type BotCodeCarrier, carryBotCode, makeSendBotCode, sendBotCode } from '#bot-codes'
import { followLocale, localeChosen, sweepIdentifierChanges } from '#identity'
import { deliverMail, makeDeliverMail, sweepLetters } from '#mail'
import { sweepNotices } from '#notices'
import { customerErased } from '#own-account'
import { forgetPasskeys } from '#passkeys'
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
import { sweepOutcomes } from '#verifications'
import { Closing } from './closing.ts'
import type { Config, TelegramConfig } from './config.ts'
import { startDemoTelegram } from './demo.ts'
import { joinNotices } from './join-notices.ts'
import { applyMigrations } from './migrations.ts'
import { openServer } from './open-server.ts'
import { openPorts, type Ports } from './ports.ts'
import { openStorage, POOL_SIZE, type Storage } from './storage.ts'
import { openTelegram, type Telegram } from './telegram.ts'

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

    const shop = describeShop(config, telegramConfig)
    const telegram = openTelegram(
      ctx,
      { config: telegramConfig, database, shop, defaultLocale: config.shop.defaultLocale },
      ports,
    )
    const carriers = openCarriers(config, { ports, telegram, shop })
    const place = { registerUrl: config.registerUrl, defaultLocale: config.shop.defaultLocale }
    const carryCode = carryBotCode(place, telegram.sender)
    joinReactions(ctx, queue, { ports, lookup: telegram.sender, shop, carriers, carryCode })
    const outbox = closing.add(new Outbox(ctx, telegram.sender, ports.signals))
    closing.add(queue)
    const server = closing.opening(openServer(ctx, config, { log, ports, telegram, demo, carriers }))
    await Promise.all([server, queue.start()])
    outbox.start()
    closing.add(telegram)
    await telegram.start()
    const url = await (await server).listen({ host: config.host, port: config.port })
    return { url, demoUrl: demo?.url, close: () => closing.close() }
  } catch (error) {
    await closing.close()
    throw error
  }
}

function describeShop({ publicUrl, shop }: Config, { miniAppUrl }: TelegramConfig): ShopFacts {
  return { name: shop.name, publicUrl, timeZone: shop.timeZone, miniAppUrl }
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

  queue.on(localeChosen, 'speak-it-in-the-bot', followLanguage(ctx, shop))
  queue.on(languageChosen, 'speak-it-on-the-site', followLocale(ctx))

  queue.every('17 * * * *', sweep, async () => {
    await sweepExpired(ctx)
    await sweepUpdates(ctx)
    await sweepLetters(ctx)
    await sweepOutcomes(ctx)
    await sweepSessions(ctx)
    await sweepSends(ctx)
    await sweepIdentifierChanges(ctx)
    await sweepNotices(ctx)
    await sweepAudit(ctx)
    await ports.keys.rotate(ctx.now())
  })
}

const sweep = job<Record<string, never>>('app.sweep', { expireInSeconds: 900 })
