import type { Ctx } from './ctx.ts'
import { type Entry, type Ephemeral, newVersion } from './ephemeral.ts'
import { REDIS_PREFIX, type RedisConnection, type Script, script } from './redis.ts'

/**
 * The ephemeral store in Redis, for several processes under load. An entry is a hash of value,
 * version and expiry in milliseconds; Redis removes it by its own clock soon after nobody may
 * see it any more. Refuses with `platform.store_unavailable` while Redis is away.
 */
export class RedisEphemeral implements Ephemeral {
  readonly #redis: RedisConnection

  constructor(redis: RedisConnection) {
    this.#redis = redis
  }

  /** How soon Redis writes to its disk is its operator's to say. */
  get unsynced(): RedisEphemeral {
    return this
  }

  async put<Value>(ctx: Ctx, key: string, value: Value, expiresAt: Date): Promise<boolean> {
    const written = await this.#run(putScript, ctx, key, [
      JSON.stringify(value),
      String(newVersion(ctx)),
      String(expiresAt.getTime()),
    ])
    return written === 1
  }

  async get<Value>(ctx: Ctx, key: string): Promise<Entry<Value> | undefined> {
    const fields = ['value', 'version', 'expiresAt']
    const [value, version, expiresAt] = await this.#redis.run((client) => client.hmGet(prefixed(key), fields))
    if (typeof value !== 'string' || Number(expiresAt) <= ctx.now().getTime()) return undefined
    return { value: JSON.parse(value), version: Number(version), expiresAt: new Date(Number(expiresAt)) }
  }

  async take<Value>(ctx: Ctx, key: string): Promise<Value | undefined> {
    const taken = await this.#run(takeScript, ctx, key, [])
    return typeof taken === 'string' ? JSON.parse(taken) : undefined
  }

  async replace<Value>(ctx: Ctx, key: string, version: number, value: Value, expiresAt?: Date): Promise<boolean> {
    const written = await this.#run(replaceScript, ctx, key, [
      JSON.stringify(value),
      String(version),
      expiresAt ? String(expiresAt.getTime()) : '',
    ])
    return written === 1
  }

  async delete(_ctx: Ctx, ...keys: string[]): Promise<void> {
    if (keys.length > 0) await this.#redis.run((client) => client.del(keys.map(prefixed)))
  }

  async ping(_ctx: Ctx): Promise<void> {
    await this.#redis.run((client) => client.ping())
  }

  #run(script: Script, ctx: Ctx, key: string, args: string[]): Promise<unknown> {
    return this.#redis.evaluate(script, prefixed(key), [String(ctx.now().getTime()), ...args])
  }
}

function prefixed(key: string): string {
  return `${REDIS_PREFIX}ephemeral:${key}`
}

// Scripts run one at a time, so what they read still holds when they write. The caller's clock
// is their first argument: theirs is another machine's. PEXPIRE with no time left deletes.

const putScript = script(`
local expiresAt = redis.call('HGET', KEYS[1], 'expiresAt')
if expiresAt and tonumber(expiresAt) > tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'value', ARGV[2], 'version', ARGV[3], 'expiresAt', ARGV[4])
redis.call('PEXPIRE', KEYS[1], ARGV[4] - ARGV[1])
return 1`)

const takeScript = script(`
local entry = redis.call('HMGET', KEYS[1], 'value', 'expiresAt')
if not entry[1] or tonumber(entry[2]) <= tonumber(ARGV[1]) then return false end
redis.call('DEL', KEYS[1])
return entry[1]`)

const replaceScript = script(`
local entry = redis.call('HMGET', KEYS[1], 'version', 'expiresAt')
if entry[1] ~= ARGV[3] or tonumber(entry[2]) <= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'value', ARGV[2])
redis.call('HINCRBY', KEYS[1], 'version', 1)
if ARGV[4] ~= '' then
  redis.call('HSET', KEYS[1], 'expiresAt', ARGV[4])
  redis.call('PEXPIRE', KEYS[1], ARGV[4] - ARGV[1])
end
return 1`)
