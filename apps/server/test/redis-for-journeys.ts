import type { TestProject } from 'vitest/node'
import { redisMissing, TestRedis } from './redis.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Set in the run that has Redis. */
    redisUrl: string
  }
}

/** For vitest's `globalSetup`: one Redis for the whole run; without the program the run stays on Postgres. */
export default async function setup({ provide }: TestProject) {
  if (redisMissing) return
  const redis = await TestRedis.start()
  provide('redisUrl', redis.url)
  return () => redis.stop()
}
