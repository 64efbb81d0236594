import { refusal } from '#platform'

/** The shop sends no SMS to the country of this number. */
export const countryNotServed = refusal('sms.country_not_served', 'invalid')
/** Codes sent to numbers like this one do not come back (S16). */
export const prefixPaused = refusal('sms.prefix_paused', 'limited')
/** A delivery report that its provider did not sign. */
export const reportRejected = refusal('sms.report_rejected', 'forbidden')
