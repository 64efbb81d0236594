import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SimulatedPerson, type Simulator, startSimulator } from '@vitrina/simulator'
import { inject } from 'vitest'
import { type App, openApp } from '../src/app.ts'
import type { Config } from '../src/config.ts'
import { Browser } from './browser.ts'
import { freePort } from './free-port.ts'
import { createDatabase, dropDatabase, type TestDatabase } from './postgres.ts'

export const BOT_SECRET = 'the-secret-of-an-external-bot'

export interface Shop {
  url: string
  simulator: Simulator
  connection: TestDatabase
  config: Config
  /** A visitor with cookies of their own. */
  browser(headers?: Record<string, string>): Browser
  person(overrides?: Parameters<Simulator['addPerson']>[0]): SimulatedPerson
  /** Another process of the same shop, in effect: the same database, keys and bot. */
  openAnother(overrides?: Partial<Config>): Promise<App>
  close(): Promise<void>
}

type Overrides = Partial<Config> | ((base: Config) => Partial<Config>)

/** The whole product on a database of its own and a Telegram of its own. */
export async function openShop(overrides: Overrides = {}): Promise<Shop> {
  const connection = await createDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'vitrina-shop-'))
  const simulator = await startSimulator({ limits: false })
  const base = baseConfig(connection, dataDir, simulator)
  const config: Config = { ...base, ...(typeof overrides === 'function' ? overrides(base) : overrides) }
  const apps = [await openApp(config)]
  const url = apps[0]?.url ?? ''
  return {
    url,
    simulator,
    connection,
    config,
    browser: (headers) => new Browser(url, headers),
    person: (person) => simulator.addPerson(person),
    openAnother: async (more) => {
      const app = await openApp({ ...config, ...more })
      apps.push(app)
      return app
    },
    close: async () => {
      for (const app of apps) await app.close()
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
  return openShop((config) => ({
    port,
    publicUrl,
    telegram: config.telegram && { ...config.telegram, linkRoot: new URL(config.telegram.apiRoot).origin },
  }))
}

function baseConfig(connection: TestDatabase, dataDir: string, simulator: Simulator): Config {
  return {
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'http://127.0.0.1:3000',
    dataDir,
    databaseUrl: toUrl(connection),
    redisUrl: inject('redisUrl'),
    telegram: {
      token: simulator.botToken,
      apiRoot: simulator.apiRoot,
      mode: 'polling',
      webhookSecret: undefined,
      linkRoot: 'https://t.me',
    },
    botSecret: BOT_SECRET,
    corsOrigins: ['https://old-site.example'],
    shop: { name: 'Vitrina', accent: '#1f6f5c', defaultLocale: 'ru', currency: 'RUB', timeZone: 'Europe/Moscow' },
    pepperKeys: undefined,
    signingKeys: undefined,
    wireContracts: ['A'],
    logLevel: 'silent',
  }
}

export function toUrl({ host, port, user, password, database }: TestDatabase): string {
  const credentials = password ? `${user}:${encodeURIComponent(password)}` : user
  return host.startsWith('/')
    ? `postgresql://${credentials}@/${database}?host=${encodeURIComponent(host)}&port=${port}`
    : `postgresql://${credentials}@${host}:${port}/${database}`
}

/** A valid Russian mobile number that no other test uses. */
export function newPhone(): string {
  return `+79${String(randomBytes(5).readUIntBE(0, 5) % 1_000_000_000).padStart(9, '0')}`
}
