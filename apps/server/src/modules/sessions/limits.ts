import { limit } from '#platform'

/** Attempts from one address, right or wrong: hashing is the dearest thing a stranger can ask for (S20). */
export const logins = limit('login.address', [{ points: 100, durationSeconds: 600 }])

/** Refresh tokens that are none, from one address (D6). */
export const badRefreshTokens = limit('sessions.bad-refresh', [{ points: 120, durationSeconds: 600 }])
