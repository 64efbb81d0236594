import { limit } from '#platform'

const HOUR = 3600
const DAY = 86_400

/** Wrong codes per identifier, across resends and verifications (S15). */
export const codeFailures = limit('registration.code', [
  { points: 10, durationSeconds: HOUR },
  { points: 30, durationSeconds: DAY },
])
/** Codes typed where there is none, per address. */
export const blindGuesses = limit('registration.blind-guess', [{ points: 30, durationSeconds: HOUR }])
/** Codes sent to one phone or mailbox (S16); a chat's are counted where all modules find it, `codesToChat`. */
export const codeSends = limit('registration.send', [
  { points: 5, durationSeconds: HOUR },
  { points: 10, durationSeconds: DAY },
])
/**
 * Codes asked for from one address that go to people who may know nothing of it: by mail, by SMS and
 * into chats, the further ones too. They cost the shop letters and money, so they are counted for all
 * processes together (S16).
 */
export const codeSendsByAddress = limit('registration.send-by-address', [{ points: 20, durationSeconds: HOUR }])
