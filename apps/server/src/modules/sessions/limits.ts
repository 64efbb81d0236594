import { limit } from '#platform'

/** Failures per identifier, across every address they come from (S15). */
export const loginFailures = limit('login.identifier', [
  { points: 10, durationSeconds: 3600 },
  { points: 30, durationSeconds: 86_400 },
])

/** The same of an account, from browsers that it has been opened in before: together, or each sign-in would buy more. */
export const knownLoginFailures = limit('login.known-browser', [
  { points: 10, durationSeconds: 3600 },
  { points: 30, durationSeconds: 86_400 },
])

/** Attempts from one address, right or wrong: hashing is the dearest thing a stranger can ask for (S20). */
export const logins = limit('login.address', [{ points: 100, durationSeconds: 600 }])

/** Wrong passwords from a session that is open, per account (S15). */
export const stepUpFailures = limit('step-up.account', [
  { points: 10, durationSeconds: 3600 },
  { points: 30, durationSeconds: 86_400 },
])

/** Refresh tokens that are none, from one address (D6). */
export const badRefreshTokens = limit('sessions.bad-refresh', [{ points: 120, durationSeconds: 600 }])
