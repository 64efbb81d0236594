import { readFileSync } from 'node:fs'
import { isIPv6 } from 'node:net'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import type { Locale } from '@vitrina/contract'
import type { z } from 'zod'
import type { SmsSettings } from '#sms'
import type { WooSettings } from '#woocommerce'
import type { WordPressSettings } from '#woocommerce-content'
import type { MailFrom } from './config-mail.ts'
import { readSms, smsFaults } from './config-sms.ts'
import { LAST_PORT, variables } from './config-variables.ts'
import { readWoo, readWordPress, wooFaults, wordPressFaults } from './config-woocommerce.ts'

type Values = { [Name in keyof typeof variables]: z.output<(typeof variables)[Name]['schema']> }

export interface Config {
  readonly host: string
  readonly port: number
  readonly publicUrl: string
  /** Whose word about a client's address is taken. */
  readonly trustedProxies: readonly string[]
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  readonly redisUrl: string | undefined
  readonly telegram: TelegramConfig | undefined
  readonly mail: MailConfig | undefined
  readonly sms: SmsSettings | undefined
  /** Also for the demo's own providers. */
  readonly smsCountries: readonly string[]
  /** The WooCommerce that is sold from; nothing where the shop's own catalogue is. */
  readonly woocommerce: WooSettings | undefined
  /** What of the WordPress around it is shown. */
  readonly wordpress: WordPressSettings
  readonly botSecret: string | undefined
  /** Where staff is told what waits for a person. */
  readonly staffChatId: number | undefined
  /** «Log in with Telegram», when it is set up. */
  readonly telegramOidc: OidcConfig | undefined
  /** Where the bot sends people with a code. */
  readonly registerUrl: string
  readonly corsOrigins: readonly string[]
  readonly shop: { name: string; accent: string; defaultLocale: Locale; currency: string; timeZone: string }
  readonly pictures: PictureConfig
  readonly pepperKeys: string | undefined
  readonly signingKeys: string | undefined
  readonly wireContracts: readonly string[]
  readonly logLevel: string
}

export interface TelegramConfig {
  readonly token: string
  readonly apiRoot: string
  readonly mode: 'polling' | 'webhook'
  readonly webhookSecret: string | undefined
  /** Where `<root>/<bot>?start=…` opens the chat. */
  readonly linkRoot: string
  readonly environment: 'prod' | 'test'
  /** The page that Telegram opens as the Mini App; nothing when it would not take the address. */
  readonly miniAppUrl: string | undefined
  /** Of the bank behind payments in Telegram. */
  readonly paymentToken: string | undefined
}

export interface OidcConfig {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

export interface PictureConfig {
  /** Who is asked for pictures. */
  readonly hosts: readonly string[]
  /** Private networks in which they may be. */
  readonly networks: readonly string[]
  readonly cacheBytes: number
}

export interface MailConfig {
  readonly url: string
  readonly from: MailFrom
}

/** The environment cannot be run with; the message names every variable at fault and no value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Reads `.env` beneath the real environment. Nothing else in the product reads either. */
export function loadConfig(): Config {
  return readConfig({ ...readDotEnv(), ...process.env })
}

export function readConfig(environment: Record<string, string | undefined>): Config {
  const values = parse(environment)
  const host = isIPv6(values.HOST) ? `[${values.HOST}]` : values.HOST
  const publicUrl = values.PUBLIC_URL ?? `http://${host}:${values.PORT}`
  const telegram = readTelegram(values, publicUrl)
  if (telegram) refuseDeadLinks(values, publicUrl)
  else refuseOpenDemo(values)
  return Object.freeze({
    host: values.HOST,
    port: values.PORT,
    publicUrl,
    trustedProxies: values.TRUSTED_PROXIES,
    dataDir: resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    telegram,
    mail: readMail(values),
    sms: readSms(values),
    smsCountries: values.SMS_COUNTRIES,
    woocommerce: readWoo(values),
    wordpress: readWordPress(values),
    botSecret: values.TELEGRAM_BOT_SECRET,
    staffChatId: values.STAFF_CHAT_ID,
    telegramOidc: readOidc(values),
    registerUrl: values.REGISTER_URL ?? `${publicUrl}/register?way=bot`,
    corsOrigins: values.CORS_ALLOWED_ORIGINS,
    shop: readShop(values),
    pictures: {
      hosts: values.PICTURE_HOSTS,
      networks: values.PICTURE_NETWORKS,
      cacheBytes: values.PICTURE_CACHE_MB * 1024 * 1024,
    },
    pepperKeys: values.PEPPER_KEYS,
    signingKeys: values.SIGNING_KEYS,
    wireContracts: values.WIRE_CONTRACTS,
    logLevel: values.LOG_LEVEL,
  })
}

function parse(environment: Record<string, string | undefined>): Values {
  const faults: string[] = []
  const values: Record<string, unknown> = {}
  for (const [name, { schema, aliases, doc }] of Object.entries(variables)) {
    // An empty line in .env means «not set», as in every compose file.
    const given = [name, ...(aliases ?? [])].map((key) => environment[key]).find((value) => value)
    const result = schema.safeParse(given)
    if (result.success) values[name] = result.data
    else faults.push(`${name}: ${doc}`)
  }
  faults.push(...smsFaults(values), ...wooFaults(values), ...wordPressFaults(values))
  if (faults.length > 0) throw new ConfigError(`These settings cannot be used:\n  ${faults.join('\n  ')}`)
  return values as Values
}

function readShop(values: Values): Config['shop'] {
  return {
    name: values.SHOP_NAME,
    accent: values.SHOP_ACCENT,
    defaultLocale: values.DEFAULT_LOCALE,
    currency: values.CURRENCY,
    timeZone: values.TIME_ZONE ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
}

function readTelegram(values: Values, publicUrl: string): TelegramConfig | undefined {
  if (!values.TELEGRAM_BOT_TOKEN) return undefined
  const takesAddress = publicUrl.startsWith('https://') || values.TELEGRAM_ENVIRONMENT === 'test'
  return {
    token: values.TELEGRAM_BOT_TOKEN,
    apiRoot: values.TELEGRAM_API_ROOT,
    mode: values.TELEGRAM_MODE,
    webhookSecret: values.TELEGRAM_WEBHOOK_SECRET,
    linkRoot: 'https://t.me',
    environment: values.TELEGRAM_ENVIRONMENT,
    miniAppUrl: takesAddress ? `${publicUrl}/` : undefined,
    paymentToken: values.PAYMENT_PROVIDER_TOKEN,
  }
}

function readOidc(values: Values): OidcConfig | undefined {
  const {
    TELEGRAM_OIDC_ISSUER: issuer,
    TELEGRAM_OIDC_CLIENT_ID: clientId,
    TELEGRAM_OIDC_CLIENT_SECRET: clientSecret,
  } = values
  if (!clientId && !clientSecret) return undefined
  if (clientId && clientSecret) return { issuer, clientId, clientSecret }
  throw new ConfigError('TELEGRAM_OIDC_CLIENT_ID and TELEGRAM_OIDC_CLIENT_SECRET are set together or not at all.')
}

function refuseDeadLinks(values: Values, publicUrl: string): void {
  // The bot's links lead there, and to http://0.0.0.0:3000 nobody can go.
  if (!values.PUBLIC_URL && !isLoopback(values.HOST)) {
    throw new ConfigError(
      'PUBLIC_URL is not set, and HOST is not loopback: say what customers open, e.g. PUBLIC_URL=https://shop.example, for the bot links there.',
    )
  }
  // A Bot API server of one's own may call plain addresses; whether it does, it says itself.
  const isTelegramsOwn = new URL(values.TELEGRAM_API_ROOT).hostname === 'api.telegram.org'
  if (values.TELEGRAM_MODE === 'webhook' && !publicUrl.startsWith('https://') && isTelegramsOwn) {
    throw new ConfigError(
      `TELEGRAM_MODE=webhook needs an https PUBLIC_URL, and it is ${publicUrl}: api.telegram.org calls no other. Set PUBLIC_URL, or TELEGRAM_MODE=polling.`,
    )
  }
}

function readMail({ SMTP_URL: url, MAIL_FROM: from }: Values): MailConfig | undefined {
  if (!url) return undefined
  if (!from) throw new ConfigError('MAIL_FROM is not set, and SMTP_URL needs it: letters are from somebody.')
  return { url, from }
}

/** The demo plays Telegram to whoever can reach it, so it is for this machine only. */
function refuseOpenDemo(values: Values): void {
  if (values.NODE_ENV === 'production') {
    throw new ConfigError(
      'TELEGRAM_BOT_TOKEN is not set, and NODE_ENV=production refuses to run with a simulated Telegram.',
    )
  }
  if (values.PORT === LAST_PORT) {
    throw new ConfigError(
      `PORT: the demo's simulated Telegram takes the next port, and there is none after ${LAST_PORT}.`,
    )
  }
  if (!isLoopback(values.HOST)) {
    throw new ConfigError(
      'TELEGRAM_BOT_TOKEN is not set: the demo simulates Telegram and listens on loopback only. Set the token or HOST=127.0.0.1.',
    )
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function readDotEnv(): Record<string, string | undefined> {
  try {
    return parseEnv(readFileSync(join(process.cwd(), '.env'), 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}
