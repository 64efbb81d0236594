/**
 * Proving who one is: how a proof is begun on the site, confirmed in the bot and watched by the
 * waiting page; the native calls and the kept wire contracts. The proof itself is a verification,
 * its code is of `verification-codes`; what becomes of them is those modules' business.
 */
export { awaitsContactOf } from './awaits-contact.ts'
export { registrationBot } from './bot.ts'
export { registrationRoutes } from './routes.ts'
export { keptContracts, keptContractsForBots } from './wire/kept-contracts.ts'
