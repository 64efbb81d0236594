/** What every module stands on. Knows nothing of shops, customers or Telegram. */
export * from './ctx.ts'
export * from './db.ts'
export * from './ephemeral.ts'
export * from './jobs.ts'
export type * from './log.ts'
export * from './refusal.ts'
export * from './tokens.ts'
