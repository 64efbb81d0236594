import { refusal } from '#platform'

export const phoneTaken = refusal('registration.phone_taken', 'conflict')
export const inputInvalid = refusal('registration.input_invalid', 'invalid')
/** The bot's name has not been learnt yet, so no link can be made. */
export const botUnknown = refusal('registration.bot_unknown', 'unavailable')
/** This shop has no such way; the words name it for the kept contracts (C8). */
export const methodUnavailable = refusal('registration.method_unavailable', 'invalid')
