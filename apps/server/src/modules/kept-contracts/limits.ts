import { limit } from '#platform'

/** Wrong bot secrets from one address (S8). */
export const badSecrets = limit('registration.bad-secret', [{ points: 20, durationSeconds: 3600 }])
