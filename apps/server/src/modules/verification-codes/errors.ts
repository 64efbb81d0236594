import { refusal } from '#platform'

/** Wrong, spent, expired or never sent: one answer. */
export const codeRejected = refusal('registration.code_rejected', 'unauthenticated')
/** The return link in a browser that did not start this (S3). */
export const returnRejected = refusal('registration.return_rejected', 'forbidden')
export const resendTooSoon = refusal('registration.resend_too_soon', 'limited')
export const nothingToResend = refusal('registration.nothing_to_resend', 'conflict')
