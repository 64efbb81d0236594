/** What the server and the site both know. Imports nothing of ours. */
export * from './email.ts'
export * from './identity.ts'
export * from './passkeys.ts'
export * from './phone.ts'
export * from './problem.ts'
export * from './shop.ts'
export * from './telegram-sign-in.ts'
