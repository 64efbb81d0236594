import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Email, Locale } from '@vitrina/contract'
import { type BotWords, botWords } from '@vitrina/contract/words/bot'
import { type ChatMessage, type SimulatedPerson, type Simulator, startSimulator } from '@vitrina/simulator'
import { inject } from 'vitest'
import { type Ctx, Database, type Logger, PostgresEphemeral, RedisConnection, RedisEphemeral } from '#platform'
import { type App, openApp } from '../src/app.ts'
import type { Config } from '../src/config.ts'
import { Browser } from './browser.ts'
import { silentLog, testCtx } from './ctx.ts'
import { freePort } from './free-port.ts'
import { BOT_SECRET, newPhone } from './made-up.ts'
import { createDatabase, dropDatabase, type TestDatabase } from './postgres.ts'

// Whoever has the whole shop has these at hand too; what needs no shop takes them from their own file.
export { BOT_SECRET, newPhone }

export interface Shop {
  url: string
  /** The processes, so to speak; the first is the one at `url`. */
  apps: readonly App[]
  simulator: Simulator
  connection: TestDatabase
  /** For looking at what the product keeps. */
  database: Database
  config: Config
  /** A visitor with cookies and an address of their own. */
  browser(headers?: Record<string, string>): Browser
  person(overrides?: Parameters<Simulator['addPerson']>[0]): SimulatedPerson
  /** Another process of the same shop, in effect: the same database, keys and bot. */
  openAnother(overrides?: Partial<Config>): Promise<App>
  /** How long the ephemeral store still holds what is under a key. */
  secondsKept(key: string): Promise<number>
  close(): Promise<void>
}

type Overrides = Partial<Config> | ((base: Config) => Partial<Config>)

/** The whole product on a database of its own and a Telegram of its own, which may be handed over prepared. */
export async function openShop(overrides: Overrides = {}, prepared?: Simulator, log?: Logger): Promise<Shop> {
  const connection = await createDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'vitrina-shop-'))
  const simulator = prepared ?? (await startSimulator({ limits: false }))
  const base = baseConfig(connection, dataDir, simulator)
  const config: Config = { ...base, ...(typeof overrides === 'function' ? overrides(base) : overrides) }
  const database = new Database(connection, { poolSize: 2, log: silentLog(), patience: 10 })
  const apps = [await openApp(config, log && { log })]
  const url = apps[0]?.url ?? ''
  return {
    url,
    apps,
    simulator,
    connection,
    database,
    config,
    browser: (headers) => new Browser(url, { 'x-forwarded-for': newAddress(), ...headers }),
    person: (person) => simulator.addPerson(person),
    openAnother: async (more) => {
      const app = await openApp({ ...config, ...more })
      apps.push(app)
      return app
    },
    secondsKept: (key) => secondsKept(testCtx(database.db), config, key),
    close: async () => {
      for (const app of apps) await app.close()
      await database.close()
      await simulator.close()
      await dropDatabase(connection)
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The same as the demo shows it: at a real address, with links that lead into the simulated Telegram. */
export async function openDemoShop(): Promise<Shop> {
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const simulator = await startSimulator({ limits: false })
  const overrides = (config: Config) => ({
    port,
    publicUrl,
    telegram: config.telegram && { ...config.telegram, linkRoot: new URL(config.telegram.apiRoot).origin },
    mail: { url: simulator.mail.url, from: { address: 'shop@vitrina.example' as Email } },
  })
  return openShop(overrides, simulator)
}

async function secondsKept(ctx: Ctx, { redisUrl }: Config, key: string): Promise<number> {
  const redis = redisUrl ? new RedisConnection(redisUrl, ctx.log) : undefined
  await redis?.start()
  const ephemeral = redis ? new RedisEphemeral(redis) : new PostgresEphemeral()
  const entry = await ephemeral.get({ ...ctx, now: () => new Date() }, key)
  await redis?.close()
  return entry ? (entry.expiresAt.getTime() - Date.now()) / 1000 : 0
}

function baseConfig(connection: TestDatabase, dataDir: string, simulator: Simulator): Config {
  return {
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'http://127.0.0.1:3000',
    trustedProxies: ['loopback'],
    dataDir,
    databaseUrl: toUrl(connection),
    redisUrl: inject('redisUrl'),
    telegram: {
      token: simulator.botToken,
      apiRoot: simulator.apiRoot,
      mode: 'polling',
      webhookSecret: undefined,
      linkRoot: 'https://t.me',
      environment: 'prod',
      miniAppUrl: undefined,
      paymentToken: undefined,
    },
    mail: undefined,
    botSecret: BOT_SECRET,
    staffChatId: undefined,
    telegramOidc: undefined,
    registerUrl: 'http://127.0.0.1:3000/register',
    sms: undefined,
    smsCountries: ['RU', 'UZ'],
    woocommerce: undefined,
    wordpress: { login: undefined, bannerCategory: 'banners', pageCategory: undefined },
    corsOrigins: ['https://old-site.example'],
    shop: { name: 'Vitrina', accent: '#1f6f5c', defaultLocale: 'ru', currency: 'RUB', timeZone: 'Europe/Moscow' },
    pictures: { hosts: [], networks: [], cacheBytes: 64 * 1024 * 1024 },
    pepperKeys: undefined,
    signingKeys: undefined,
    wireContracts: ['A', 'B', 'C', 'D'],
    logLevel: 'silent',
  }
}

export function toUrl({ host, port, user, password, database }: TestDatabase): string {
  const credentials = password ? `${user}:${encodeURIComponent(password)}` : user
  return host.startsWith('/')
    ? `postgresql://${credentials}@/${database}?host=${encodeURIComponent(host)}&port=${port}`
    : `postgresql://${credentials}@${host}:${port}/${database}`
}

export interface Registration {
  browser: Browser
  person: SimulatedPerson
  phone: string
  /** What the start was answered with. */
  started: any
  /** What the link brings to the bot. */
  payload: string
  words: BotWords
}

/** Somebody has sent the site's form and has their Telegram at hand; nothing has happened in it yet. */
export async function startRegistration(
  shop: Shop,
  overrides: { name?: string; password?: string; phone?: string; locale?: Locale; person?: SimulatedPerson } = {},
): Promise<Registration> {
  const { name = 'Анна', password = 'Сирень-2026', locale = 'ru' } = overrides
  const phone = overrides.phone ?? newPhone()
  const browser = shop.browser({ 'accept-language': locale, 'user-agent': FIREFOX })
  const body = { method: 'telegram_contact', name, phone, password }
  const { body: started } = await browser.post('/api/auth/verifications', body)
  const person = overrides.person ?? shop.person({ phone, languageCode: locale })
  return { browser, person, phone, started, payload: payloadOf(started.telegramLink), words: botWords[locale] }
}

/** Takes a registration through Telegram up to the code in the chat. */
export async function receiveCode({
  person,
  payload,
  words,
}: Pick<Registration, 'person' | 'payload' | 'words'>): Promise<string> {
  person.start(payload)
  await person.waitFor(hasButton(words.mine))
  person.press(words.mine)
  await person.waitFor(words.askContact)
  person.shareContact()
  return readCode(await person.waitFor(/\d{6}/))
}

export const hasButton = (text: string) => (message: ChatMessage) =>
  message.inlineKeyboard.flat().some((button) => button.text === text)

export const readCode = ({ text }: Pick<ChatMessage, 'text'>) => /\d{6}/.exec(text)?.[0] ?? ''

export const payloadOf = (link: string) => new URL(link).searchParams.get('start') ?? ''

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

/** An address that no other visitor of the tests has. */
function newAddress(): string {
  return `203.${[...randomBytes(3)].join('.')}`
}
