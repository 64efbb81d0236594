import { limit } from '#platform'

const HOUR = 3600
const DAY = 86_400

/**
 * Wrong codes per Telegram id, across its codes (S15). Not per number: anybody may type a number
 * to the bot, and could so lock its owner out.
 */
export const codeFailures = limit('bot-codes.failures', [
  { points: 10, durationSeconds: HOUR },
  { points: 30, durationSeconds: DAY },
])
/** Codes typed where none lives, per address. */
export const blindGuesses = limit('bot-codes.blind-guess', [{ points: 30, durationSeconds: HOUR }])
/** How often one person is told that it was too often; past it the bot keeps silent. */
export const tooOftenTold = limit('bot-codes.too-often', [{ points: 3, durationSeconds: HOUR }])
/** Numbers that are none, per Telegram id; past it the bot keeps silent. */
export const badNumbers = limit('bot-codes.bad-number', [{ points: 20, durationSeconds: HOUR }])
/** Wrong bot secrets from one address (S8). */
export const badSecrets = limit('bot-codes.bad-secret', [{ points: 20, durationSeconds: HOUR }])
