import { refusal } from '#platform'

export const phoneTaken = refusal('registration.phone_taken', 'conflict')
export const inputInvalid = refusal('registration.input_invalid', 'invalid')
/** The same in the contracts whose clients take a 401 for the end of their session (C3). */
export const codeNotAccepted = refusal('registration.code_not_accepted', 'invalid')
export const botSecretRejected = refusal('registration.bot_secret_rejected', 'forbidden')
export const phoneMismatch = refusal('registration.phone_mismatch', 'conflict')
/** An external bot tells of a contact another thing than before (B3). */
export const contactDiffers = refusal('registration.contact_differs', 'conflict')
/** No code can be had for a username (C5). */
export const nothingPending = refusal('registration.nothing_pending', 'missing')
export const verificationExpired = refusal('registration.time_is_up', 'missing')
/** The bot's name has not been learnt yet, so no link can be made. */
export const botUnknown = refusal('registration.bot_unknown', 'unavailable')
/** This shop has no such way; the words name it for the kept contracts (C8). */
export const methodUnavailable = refusal('registration.method_unavailable', 'invalid')

// Contract C's own sentences: the English words of these are its documents', to the letter (C2, C8).
export const identifierMissing = refusal('registration.identifier_missing', 'invalid')
export const emailMissing = refusal('registration.email_missing', 'invalid')
export const phoneMissing = refusal('registration.phone_missing', 'invalid')
export const usernameMissing = refusal('registration.username_missing', 'invalid')
export const emailUnavailable = refusal('registration.email_unavailable', 'invalid')
export const smsUnavailable = refusal('registration.sms_unavailable', 'invalid')
