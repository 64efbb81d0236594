import { limit } from '#platform'

/** Journeys to Telegram's sign-in begun from one address: each leaves a record for ten minutes. */
export const oidcStarts = limit('telegram-sign-in.start', [{ points: 120, durationSeconds: 600 }])
/** What Telegram has not signed, or not lately, from one address (D6). */
export const badInitData = limit('telegram-sign-in.bad-init-data', [{ points: 120, durationSeconds: 600 }])
