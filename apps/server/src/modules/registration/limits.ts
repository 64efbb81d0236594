import { limit } from '#platform'

const HOUR = 3600
const DAY = 86_400

/** Starts from one address: a family or an office behind one router still fits. */
export const starts = limit('registration.start', [{ points: 120, durationSeconds: 600 }])
/** «Taken», which contract A must say, per address: enough for typing errors, too few for reading out a customer list (S17). */
export const takenAnswers = limit('registration.taken', [{ points: 100, durationSeconds: HOUR }])
/** Wrong codes per identifier, across resends and verifications (S15). */
export const codeFailures = limit('registration.code', [
  { points: 10, durationSeconds: HOUR },
  { points: 30, durationSeconds: DAY },
])
/** Codes typed where there is none, per address. */
export const blindGuesses = limit('registration.blind-guess', [{ points: 30, durationSeconds: HOUR }])
/** Codes sent to one phone, mailbox or chat (S16). */
export const codeSends = limit('registration.send', [
  { points: 5, durationSeconds: HOUR },
  { points: 10, durationSeconds: DAY },
])
/** Codes by mail or SMS asked for from one address: each costs the shop a letter or money (S16). */
export const codeSendsByAddress = limit('registration.send-by-address', [{ points: 20, durationSeconds: HOUR }])
/** Guessed start payloads per Telegram id; past it the bot keeps silent (S7). */
export const badStarts = limit('registration.bad-start', [{ points: 20, durationSeconds: HOUR }])
/** Wrong bot secrets from one address (S8). */
export const badSecrets = limit('registration.bad-secret', [{ points: 20, durationSeconds: HOUR }])
