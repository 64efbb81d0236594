import { refusal } from '#platform'

/** As of every code, in the contracts whose clients take a 401 for the end of their session (C3). */
export const codeNotAccepted = refusal('registration.code_not_accepted', 'invalid')
export const botSecretRejected = refusal('registration.bot_secret_rejected', 'forbidden')
export const phoneMismatch = refusal('registration.phone_mismatch', 'conflict')
/** An external bot tells of a contact another thing than before (B3). */
export const contactDiffers = refusal('registration.contact_differs', 'conflict')
/** No code can be had for a username (C5). */
export const nothingPending = refusal('registration.nothing_pending', 'missing')
export const verificationExpired = refusal('registration.time_is_up', 'missing')

// Contract C's own sentences: the English words of these are its documents', to the letter (C2).
export const identifierMissing = refusal('registration.identifier_missing', 'invalid')
export const emailMissing = refusal('registration.email_missing', 'invalid')
export const phoneMissing = refusal('registration.phone_missing', 'invalid')
export const usernameMissing = refusal('registration.username_missing', 'invalid')
