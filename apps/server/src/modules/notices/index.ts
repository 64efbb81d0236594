/**
 * Warnings to the owner of an account. Listens to what happens to accounts and tells their
 * owners in the bot, with a way to undo it. Owns no data; nobody calls it.
 */
export { noticesBot } from './bot.ts'
export { tellClaimIgnored, tellPasswordSet, tellPhoneLost, tellTokenReused } from './notices.ts'
