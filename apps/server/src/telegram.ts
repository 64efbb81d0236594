import type { Locale } from '@vitrina/contract'
import { Api } from 'grammy'
import {
  BotIdentity,
  composeBot,
  LONG_POLL_SECONDS,
  makeUpdateHandler,
  Polling,
  WebhookRegistration,
  webhookRoutes,
  webhookSecret,
} from '#bot'
import { botCodesBot, greetingBot, OFFER_PAYLOAD } from '#bot-codes'
import type { Check } from '#http'
import { noticesBot } from '#notices'
import { orderNoticesBot } from '#order-notices'
import { paymentsBot } from '#payments'
import type { Ctx, Database, Routes } from '#platform'
import { awaitsContactOf, registrationBot } from '#registration'
import {
  type ChatLookup,
  type InvoiceDesk,
  makeSender,
  openInvoiceDesk,
  type ShopFacts,
  type TelegramSender,
} from '#telegram'
import { miniAppContactBot, type TelegramKeys, telegramKeys, telegramSignInBot } from '#telegram-sign-in'
import type { TelegramConfig } from './config.ts'
import type { Ports } from './ports.ts'

/** The bot as the rest of the product sees it. */
export interface Telegram {
  sender: TelegramSender & ChatLookup
  /** For payments inside Telegram. */
  desk: InvoiceDesk
  /** By which what Telegram signs for our pages is checked. */
  keys: TelegramKeys
  /** Where Telegram calls us, when it does. */
  routes: Routes
  check: Check
  /** The bot's name and its links; nothing while the name has not been learnt. */
  link: () => { username: string; link: (start: string) => string; offerLink: string } | undefined
  start(): Promise<void>
  close(): Promise<void>
}

interface TelegramOptions {
  config: TelegramConfig
  database: Database
  shop: ShopFacts
  defaultLocale: Locale
}

/** Puts the bot together: who it is, what it answers, and how updates reach it. */
export function openTelegram(ctx: Ctx, options: TelegramOptions, ports: Ports): Telegram {
  const { config, shop } = options
  // A connection that fell silent is given up soon after the longest answer should have come.
  const { token, apiRoot, environment } = config
  const api = new Api(token, { apiRoot, environment, timeoutSeconds: LONG_POLL_SECONDS + 10 })
  const identity = new BotIdentity(ctx, api, { ...config, locale: options.defaultLocale })
  const desk = openInvoiceDesk(config)
  const composer = composeBot(dialogues({ ...options, desk }, ports))
  const handle = makeUpdateHandler(ctx, { composer, api, me: () => identity.mustKnow(), ...options })

  const secret = webhookSecret(token, config.webhookSecret)
  const byWebhook = config.mode === 'webhook'
  const intake = byWebhook
    ? new WebhookRegistration(api, { publicUrl: shop.publicUrl, secret, log: ctx.log })
    : new Polling(api, handle, { database: options.database, log: ctx.log })

  return {
    sender: makeSender(token, apiRoot, config),
    desk,
    keys: telegramKeys(token, environment),
    routes: byWebhook ? webhookRoutes(handle, secret) : async () => {},
    check: { name: 'telegram', required: false, check: async () => ensureWorking(intake) },
    link: () => linksTo(identity.me?.username, config.linkRoot),
    start: async () => {
      await identity.start()
      intake.start()
    },
    close: async () => {
      await intake.close()
      await identity.close()
    },
  }
}

/** What the bot answers, in the order in which each is asked whether it is meant. */
function dialogues({ desk, defaultLocale }: { desk: InvoiceDesk; defaultLocale: Locale }, ports: Ports) {
  const isContactAwaited = (ctx: Ctx, telegramId: number) => awaitsContactOf(ctx, telegramId, ports)
  const numbers = { ...ports, isContactAwaited }
  return [
    paymentsBot({ desk, defaultLocale }),
    miniAppContactBot(ports),
    botCodesBot(numbers),
    registrationBot(ports),
    telegramSignInBot(),
    noticesBot(),
    orderNoticesBot(),
    // It takes every text.
    greetingBot(numbers),
  ]
}

function linksTo(username: string | undefined, linkRoot: string): ReturnType<Telegram['link']> {
  if (!username) return undefined
  const link = (start: string) => `${linkRoot}/${username}?start=${start}`
  return { username, link, offerLink: link(OFFER_PAYLOAD) }
}

function ensureWorking(intake: { working: boolean }): void {
  if (!intake.working) throw new Error('Telegram cannot be reached')
}
