/**
 * Proving who one is. Owns pending verifications (ephemeral) and their outcomes (Postgres), the
 * codes, the bot's dialogue about them, the native calls and the kept wire contracts. Promises
 * that an account comes only of a proof, once, whatever fails in between. Does not know what a
 * customer is made of; that is identity's.
 */
export { awaitsContactOf } from './awaits-contact.ts'
export { registrationBot } from './bot.ts'
export { carryByMail } from './carry-by-mail.ts'
export { carryBySms } from './carry-by-sms.ts'
export { carryByTelegram } from './carry-by-telegram.ts'
export { type CodeCarriers, makeSendCode, sendCode } from './jobs.ts'
export { makeOfferCode, offerCode } from './offer-code.ts'
export { type RegistrationPorts, registrationRoutes } from './routes.ts'
export { sweepOutcomes } from './sweep.ts'
export { keptContracts, keptContractsForBots } from './wire/kept-contracts.ts'
