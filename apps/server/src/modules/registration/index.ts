/**
 * Proving who one is: how a proof is begun on the site, confirmed in the bot and watched by the
 * waiting page; the making of codes and their way out, the native calls and the kept wire
 * contracts. The proof itself is a verification, and what becomes of it is that module's.
 */
export { awaitsContactOf } from './awaits-contact.ts'
export { registrationBot } from './bot.ts'
export { carryByMail } from './carry-by-mail.ts'
export { carryBySms } from './carry-by-sms.ts'
export { carryByTelegram } from './carry-by-telegram.ts'
export { type CodeCarriers, makeSendCode, sendCode } from './jobs.ts'
export { makeOfferCode, offerCode } from './offer-code.ts'
export { registrationRoutes } from './routes.ts'
export { keptContracts, keptContractsForBots } from './wire/kept-contracts.ts'
