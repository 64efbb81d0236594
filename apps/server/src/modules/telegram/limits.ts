import { limit } from '#platform'

/** Codes told to one chat, whichever door they are for and whoever asked for them (S16). */
export const codesToChat = limit('telegram.codes', [
  { points: 5, durationSeconds: 3600 },
  { points: 10, durationSeconds: 86_400 },
])
