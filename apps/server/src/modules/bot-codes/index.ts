/**
 * Registration that begins in the bot (system D). Owns the codes that the bot gives out for the
 * site, the bot's offer of them, the native call and the kept contract D. Promises that a code
 * opens one account once, and that a number which was only typed opens nobody's. Keeps its records in the
 * ephemeral store alone; what a customer is made of is identity's.
 */
export { type BotCodesBotPorts, botCodesBot } from './bot.ts'
export { carryBotCode } from './carry-by-telegram.ts'
export { forgetBotCodes } from './forget-codes.ts'
export { type BotCodeCarrier, makeSendBotCode, sendBotCode } from './jobs.ts'
export { greetingBot, OFFER_PAYLOAD } from './offer.ts'
export { botCodeRoutes } from './routes.ts'
export { contractD, contractDBot } from './wire/contract-d.ts'
