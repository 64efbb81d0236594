/**
 * Proving who one is: how a proof is begun on the site, confirmed in the bot and watched by the
 * waiting page, and the native calls. The proof itself is a verification, its code is of
 * `verification-codes`; what becomes of them is those modules' business.
 */
export { awaitsContactOf } from './awaits-contact.ts'
export { registrationBot } from './bot.ts'
export { botUnknown } from './errors.ts'
export { starts } from './limits.ts'
export { checkNewPassword } from './new-password.ts'
export type { RegistrationPorts } from './ports.ts'
export { recordContact } from './receive-contact.ts'
export { registrationRoutes } from './routes.ts'
export { ensureAvailable } from './start-routes.ts'
export { startVerification } from './start-verification.ts'
