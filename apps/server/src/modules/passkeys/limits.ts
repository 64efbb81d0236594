import { limit } from '#platform'

/** Challenges per address, each a row for five minutes; a page that waits for a passkey asks every few minutes. */
export const challenges = limit('passkeys.challenge', [{ points: 300, durationSeconds: 600 }])
/** Attempts to sign in from one address, right or wrong: each costs a check of a signature. */
export const passkeySignIns = limit('passkeys.address', [{ points: 100, durationSeconds: 600 }])
