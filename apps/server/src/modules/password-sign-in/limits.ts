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
