import { isIPv4, isIPv6 } from 'node:net'
import { locales } from '@vitrina/contract'
import { z } from 'zod'
import { mailFrom, smtpAddress } from './config-mail.ts'
import { smsVariables } from './config-sms.ts'
import { wooVariables } from './config-woocommerce.ts'

interface Variable<Schema extends z.ZodType> {
  doc: string
  schema: Schema
  /** Older names of other systems, read when the first is absent. */
  aliases?: string[]
}

function variable<Schema extends z.ZodType>(doc: string, schema: Schema, aliases: string[] = []): Variable<Schema> {
  return { doc, schema, aliases }
}

export const LAST_PORT = 65_535
const port = z.coerce.number().int().min(0).max(LAST_PORT)
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
)
const webAddress = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))
// Written as browsers write it; with a path it would be compared in vain.
const origin = webAddress.refine((url) => new URL(url).pathname === '/').transform((url) => new URL(url).origin)

/** The kept wire contracts that `app.ts` has routes for; one that is only planned must not be asked for in vain. */
const servedContracts = ['A', 'B', 'C', 'D'] as const

/** Every setting there is, in the order of `.env.example`, which is written from this table. */
export const variables = {
  HOST: variable('Address to listen on. The demo refuses any but loopback.', z.string().default('127.0.0.1')),
  PORT: variable('Port to listen on; in the demo the simulated Telegram takes the next one.', port.default(3000)),
  PUBLIC_URL: variable(
    'Address that customers open, e.g. https://shop.example. Passkeys belong to its domain and cannot move to another. Default: http://HOST:PORT, on loopback only.',
    origin.optional(),
  ),
  TRUSTED_PROXIES: variable(
    'Proxies that may say who the client is (X-Forwarded-For, -Host, -Proto), separated by commas: addresses, networks such as 10.0.0.0/8, or loopback, linklocal, uniquelocal. Behind one that is not named all visitors count as one.',
    list.pipe(z.array(z.string().refine(isProxy))).prefault('loopback'),
  ),
  DATA_DIR: variable('Folder of the embedded database and of generated keys.', z.string().default('./data')),
  DATABASE_URL: variable(
    'PostgreSQL 15 or newer. Empty: an embedded one in DATA_DIR.',
    z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  ),
  REDIS_URL: variable(
    'Redis for short-lived records and limits. Empty: PostgreSQL keeps them.',
    z.url({ protocol: /^rediss?$/ }).optional(),
  ),
  TELEGRAM_BOT_TOKEN: variable(
    'Token from @BotFather. Empty: the demo, with a simulated Telegram beside the server.',
    z
      .string()
      .regex(/^[0-9]+:[A-Za-z0-9_-]+$/)
      .optional(),
    ['BOT_TOKEN'],
  ),
  TELEGRAM_ENVIRONMENT: variable(
    "prod, or test for the token of a bot made on Telegram's test servers.",
    z.enum(['prod', 'test']).default('prod'),
  ),
  TELEGRAM_API_ROOT: variable('Bot API server.', webAddress.default('https://api.telegram.org')),
  TELEGRAM_BOT_SECRET: variable(
    'Secret of an external bot that calls the kept contracts (header X-Bot-Secret; secret_key in contract D). Empty: such calls are refused.',
    z.string().min(1).optional(),
    ['BOT_SECRET_KEY'],
  ),
  TELEGRAM_MODE: variable(
    'polling (no public address needed) or webhook (needs an https PUBLIC_URL).',
    z.enum(['polling', 'webhook']).default('polling'),
  ),
  TELEGRAM_WEBHOOK_SECRET: variable(
    'Secret that Telegram repeats with each webhook call. Empty: derived from the token.',
    z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,256}$/)
      .optional(),
  ),
  PAYMENT_PROVIDER_TOKEN: variable(
    'Token of the bank that takes payments inside Telegram (@BotFather, Payments). Empty: the shop offers no such payment.',
    z
      .string()
      .regex(/^[!-~]+$/)
      .optional(),
  ),
  STAFF_CHAT_ID: variable(
    'Chat where staff is told what only a person can see to, such as money that has to be given back: the id of a person who has started the bot, or of a group that it is in. Empty: it stands in the log only.',
    z
      .string()
      .regex(/^-?[0-9]{1,16}$/)
      .transform(Number)
      .optional(),
  ),
  SMTP_URL: variable(
    'Mail server, smtp://name:password@mail.example:587 or smtps://…; a password is sent encrypted only. Empty: no e-mail; in the demo a simulated one.',
    smtpAddress.optional(),
  ),
  MAIL_FROM: variable(
    'Who letters are from: shop@shop.example or Shop <shop@shop.example>. Needed with SMTP_URL.',
    mailFrom.optional(),
  ),
  TELEGRAM_OIDC_CLIENT_ID: variable(
    'Client id of «Log in with Telegram» (@BotFather, Web Login), where PUBLIC_URL/api/auth/telegram/callback is to be allowed. Empty: the site does not offer it.',
    z.string().min(1).optional(),
  ),
  TELEGRAM_OIDC_CLIENT_SECRET: variable('Its secret, from the same place.', z.string().min(1).optional()),
  TELEGRAM_OIDC_ISSUER: variable(
    'Who signs people in there; https, or http on this machine.',
    webAddress.refine(isSafe).default('https://oauth.telegram.org'),
  ),
  REGISTER_URL: variable(
    'Page where a code from the bot is typed, e.g. https://shop.example/register. Default: PUBLIC_URL/register?way=bot.',
    z.url({ protocol: /^https?$/ }).optional(),
  ),
  ...smsVariables,
  PICTURE_HOSTS: variable(
    'Hosts that pictures of products are fetched from, separated by commas, e.g. cdn.example, or 10.0.0.5:8080 with an unusual port. That of WOOCOMMERCE_URL is one by itself; no other is asked.',
    list.pipe(z.array(z.string().toLowerCase().refine(isHost))).prefault(''),
  ),
  PICTURE_NETWORKS: variable(
    'Private networks that names of PICTURE_HOSTS may lead into, separated by commas: networks such as 172.16.0.0/12, or loopback, linklocal, uniquelocal. Empty: public addresses only.',
    list.pipe(z.array(z.string().refine(isProxy))).prefault(''),
  ),
  PICTURE_CACHE_MB: variable(
    'Megabytes of the disk, in DATA_DIR, that made pictures may take; those that nobody asks for go.',
    z.coerce.number().int().min(10).max(1_000_000).default(1024),
  ),
  ...wooVariables,
  CORS_ALLOWED_ORIGINS: variable(
    'Origins of other sites that may call the API with cookies, e.g. https://old.example, separated by commas.',
    list.pipe(z.array(origin)).prefault(''),
  ),
  SHOP_NAME: variable('Name of the shop, as people see it.', z.string().min(1).max(60).default('Vitrina')),
  SHOP_ACCENT: variable(
    'Accent colour of the site, #rrggbb.',
    z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/)
      .default('#1f6f5c'),
  ),
  DEFAULT_LOCALE: variable('Language when a person has told none: ru, uz or en.', z.enum(locales).default('ru')),
  CURRENCY: variable(
    'Currency of prices, ISO 4217.',
    z
      .string()
      .regex(/^[A-Z]{3}$/)
      .default('RUB'),
  ),
  TIME_ZONE: variable(
    "Time zone of the times that the bot tells, e.g. Asia/Tashkent. Empty: the machine's.",
    z.string().refine(isTimeZone).optional(),
  ),
  PEPPER_KEYS: variable(
    'Keys of stored codes, id:base64 of 32 bytes, newest first, separated by commas. Empty: generated into DATA_DIR.',
    z.string().optional(),
  ),
  SIGNING_KEYS: variable(
    'Ed25519 private keys of access tokens, id:base64 of PKCS#8, newest first, separated by commas. Empty: generated into DATA_DIR and rotated.',
    z.string().optional(),
  ),
  WIRE_CONTRACTS: variable(
    `Which of the kept wire contracts are served, or none; this release has ${servedContracts.join(', ')}.`,
    list
      .transform((names) => names.filter((name) => name !== 'none'))
      .pipe(z.array(z.enum(servedContracts)))
      .prefault(servedContracts.join(',')),
  ),
  LOG_LEVEL: variable(
    'trace, debug, info, warn, error, fatal or silent.',
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  ),
  NODE_ENV: variable('production refuses to run as a demo.', z.string().optional()),
}

function isSafe(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || hostname === 'localhost' || hostname.startsWith('127.')
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

function isHost(text: string): boolean {
  return URL.canParse(`http://${text}`) && new URL(`http://${text}`).host === text
}

function isProxy(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  const [address = '', bits, ...rest] = text.split('/')
  const longest = isIPv4(address) ? 32 : isIPv6(address) ? 128 : 0
  if (longest === 0 || rest.length > 0) return false
  // A network of no bits would be everybody.
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= longest)
}
