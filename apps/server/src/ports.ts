import type { Check } from '#http'
import type { AccessTokens, SessionSender } from '#identity'
import {
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
  RedisConnection,
  RedisEphemeral,
  redisCounters,
  Signals,
} from '#platform'
import type { Config } from './config.ts'

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
  cookies: Cookies
  sender: SessionSender
  checks: Check[]
  close(): Promise<void>
}

/** Opens them all; `config` says which of two stands behind a port. */
export async function openPorts(ctx: Ctx, config: Config, database: Database): Promise<Ports> {
  const { log } = ctx
  const keys = await openKeys({ ...config, now: ctx.now(), log })
  const redis = config.redisUrl ? new RedisConnection(config.redisUrl, log) : undefined
  await redis?.start()
  const signals = new Signals(database.connection, log)
  await signals.start()
  const hasher = new PasswordHasher()
  const ephemeral = redis ? new RedisEphemeral(redis) : new PostgresEphemeral()
  const cookies = new Cookies(config.publicUrl)
  return {
    keys,
    pepper: keys.pepper,
    tokens: { keys, issuer: config.publicUrl },
    ephemeral,
    limits: new Limits(redis ? redisCounters(redis, log) : postgresCounters(database), keys.pepper),
    flood: new Limits(new MemoryCounters()),
    hasher,
    signals,
    cookies,
    sender: { cookies },
    checks: [
      { name: 'database', required: true, check: () => database.ping() },
      // Without it nobody registers, but the shop is open to those who have.
      ...(redis ? [{ name: 'redis', required: false, check: () => ephemeral.ping(ctx) }] : []),
    ],
    close: async () => {
      await hasher.close()
      await signals.close()
      await redis?.close()
    },
  }
}
