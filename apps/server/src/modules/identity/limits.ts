import { limit } from '#platform'

/** Attempts from one address, right or wrong: hashing is the dearest thing a stranger can ask for (S20). */
export const logins = limit('login.address', [{ points: 100, durationSeconds: 600 }])
