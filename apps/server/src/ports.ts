import type { Check } from '#http'
import { type Mailer, makeMailer } from '#mail'
import type { Postman } from '#notices'
import { openPictures, type Pictures } from '#pictures'
import {
  Cache,
  Cookies,
  type Ctx,
  type Database,
  type Ephemeral,
  type Keys,
  Limits,
  MemoryCounters,
  openKeys,
  PasswordHasher,
  type Pepper,
  PostgresEphemeral,
  postgresCounters,
  RedisCache,
  RedisConnection,
  RedisEphemeral,
  redisCounters,
  Signals,
} from '#platform'
import type { AccessTokens, SessionSender } from '#sessions'
import { openSms, type Sms } from '#sms'
import { OIDC_CALLBACK, type OidcProvider, openOidcProvider } from '#telegram-sign-in'
import type { Config } from './config.ts'
import { pictureHosts } from './picture-hosts.ts'
import { openPostman } from './postman.ts'

/** What the use cases need beyond `ctx`; each takes the few that it names. */
export interface Ports {
  keys: Keys
  pepper: Pepper
  tokens: AccessTokens
  ephemeral: Ephemeral
  /** Counts that must hold across processes and restarts. */
  limits: Limits
  /** Counts of a flood, in memory: it must cost us next to nothing. */
  flood: Limits
  hasher: PasswordHasher
  signals: Signals
  /** What everybody is shown alike. */
  cache: Cache
  cookies: Cookies
  sender: SessionSender
  /** The way to people's mailboxes, when one is configured. */
  mailer: Mailer | undefined
  /** The same for what the owner of an account is told. */
  postman: Postman | undefined
  /** «Log in with Telegram», when it is set up. */
  oidc: OidcProvider | undefined
  /** Nothing where SMS are not configured. */
  sms: Sms | undefined
  pictures: Pictures
  checks: Check[]
  close(): Promise<void>
}

// The catalogue of a shop of hundreds of products in three languages, or of a large one what is looked at now.
const CACHE = { maxBytes: 32 * 1024 * 1024, maxAgeMs: 60_000 }

/** Opens them all; `config` says which of two stands behind a port. */
export async function openPorts(ctx: Ctx, config: Config, database: Database): Promise<Ports> {
  const { log } = ctx
  const keys = await openKeys({ ...config, now: ctx.now(), log })
  const redis = await openRedis(config, log)
  const signals = new Signals(database.connection, log)
  await signals.start()
  const hasher = new PasswordHasher()
  const ephemeral = redis ? new RedisEphemeral(redis) : new PostgresEphemeral()
  const cookies = new Cookies(config.publicUrl)
  const mailer = config.mail && makeMailer({ ...config.mail, shopName: config.shop.name, now: ctx.now }, log)
  const pictures = openPictures({ ...config.pictures, hosts: pictureHosts(config), dataDir: config.dataDir, log })
  const sms =
    config.sms && openSms(config.sms, { pepper: keys.pepper, shopName: config.shop.name, publicUrl: config.publicUrl })
  return {
    keys,
    pepper: keys.pepper,
    tokens: { keys, issuer: config.publicUrl },
    ephemeral,
    limits: new Limits(redis ? redisCounters(redis, log) : postgresCounters(database), keys.pepper),
    flood: new Limits(new MemoryCounters()),
    hasher,
    signals,
    cache: new Cache({ ...CACHE, shared: redis && new RedisCache(redis), log }),
    cookies,
    sender: { cookies, pepper: keys.pepper },
    mailer,
    postman: mailer && openPostman(mailer, { ...config.shop, publicUrl: config.publicUrl }),
    oidc: openOidc(config, log),
    sms,
    pictures,
    checks: checksOf(ctx, database, { store: redis && ephemeral, mailer, sms }),
    close: async () => {
      await mailer?.close()
      await sms?.close()
      await pictures.close()
      await hasher.close()
      await signals.close()
      await redis?.close()
    },
  }
}

async function openRedis({ redisUrl }: Config, log: Ctx['log']): Promise<RedisConnection | undefined> {
  if (!redisUrl) return undefined
  const redis = new RedisConnection(redisUrl, log)
  await redis.start()
  return redis
}

function openOidc({ telegramOidc, publicUrl }: Config, log: Ctx['log']): OidcProvider | undefined {
  return telegramOidc && openOidcProvider({ ...telegramOidc, redirectUri: `${publicUrl}${OIDC_CALLBACK}`, log })
}

function checksOf(
  ctx: Ctx,
  database: Database,
  { store, mailer, sms }: { store: Ephemeral | undefined } & Pick<Ports, 'mailer' | 'sms'>,
): Check[] {
  return [
    { name: 'database', required: true, check: () => database.ping() },
    // Without it nobody registers, but the shop is open to those who have.
    ...(store ? [{ name: 'redis', required: false, check: () => store.ping(ctx) }] : []),
    ...(mailer ? [{ name: 'mail', required: false, check: async () => ensureDelivering(mailer) }] : []),
    ...(sms ? [{ name: 'sms', required: false, check: () => sms.check(ctx.now()) }] : []),
  ]
}

/** By the last letters: a probe of our own would knock at a mail server every few seconds. */
function ensureDelivering(mailer: Mailer): void {
  if (!mailer.working) throw new Error('the mail server takes no letters')
}
