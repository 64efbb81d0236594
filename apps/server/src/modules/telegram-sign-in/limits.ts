import { limit } from '#platform'

/** Journeys to Telegram's sign-in begun from one address: each leaves a record for ten minutes. */
export const oidcStarts = limit('telegram-sign-in.start', [{ points: 120, durationSeconds: 600 }])
