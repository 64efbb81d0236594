import { refusal } from '#platform'

/** Wrong, spent, expired, voided, or never given: one answer. */
export const codeRejected = refusal('bot_codes.code_rejected', 'unauthenticated')
export const secretRejected = refusal('bot_codes.secret_rejected', 'forbidden')
