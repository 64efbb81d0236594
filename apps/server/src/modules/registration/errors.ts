import { refusal } from '#platform'

export const phoneTaken = refusal('registration.phone_taken', 'conflict')
export const inputInvalid = refusal('registration.input_invalid', 'invalid')
/** The bot's name has not been learnt yet, so no link can be made. */
export const botUnknown = refusal('registration.bot_unknown', 'unavailable')
// This shop has no such way, and its name is said (C8).
export const emailUnavailable = refusal('registration.email_unavailable', 'invalid')
export const smsUnavailable = refusal('registration.sms_unavailable', 'invalid')
