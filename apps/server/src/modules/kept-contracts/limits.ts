import { limit } from '#platform'

/** Wrong bot secrets from one address (S8). */
export const badSecrets = limit('registration.bad-secret', [{ points: 20, durationSeconds: 3600 }])
/**
 * Codes and sessions asked for that are not there, from one address: a page stops at the first such answer,
 * and whoever goes on is trying them out (D6).
 */
export const unknownSessions = limit('registration.unknown-session', [{ points: 120, durationSeconds: 600 }])
