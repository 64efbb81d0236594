import { limit } from '#platform'

/** Refresh tokens that are none, from one address (D6). */
export const badRefreshTokens = limit('sessions.bad-refresh', [{ points: 120, durationSeconds: 600 }])
