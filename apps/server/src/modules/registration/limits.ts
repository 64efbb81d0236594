import { limit } from '#platform'

const HOUR = 3600

/** Starts from one address: a family or an office behind one router still fits. */
export const starts = limit('registration.start', [{ points: 120, durationSeconds: 600 }])
/** «Taken», which contract A must say, per address: enough for typing errors, too few for reading out a customer list (S17). */
export const takenAnswers = limit('registration.taken', [{ points: 100, durationSeconds: HOUR }])
/** Guessed start payloads per Telegram id; past it the bot keeps silent (S7). */
export const badStarts = limit('registration.bad-start', [{ points: 20, durationSeconds: HOUR }])
