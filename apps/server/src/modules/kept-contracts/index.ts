/**
 * The wire contracts A, B and C, kept to the letter for sites and bots that were written for them:
 * translators, and the use cases that nobody else has. Owns no records; a registration begun here is
 * a verification like any other. Contract D begins with a code in the bot and is of `bot-codes`.
 */
export { keptContracts, keptContractsForBots } from './routes.ts'
