import { refusal } from '#platform'

export const signInRequired = refusal('identity.sign_in_required', 'unauthenticated')
/** One answer for an unknown account, a wrong password and an account without one (S17). */
export const loginRejected = refusal('identity.login_rejected', 'unauthenticated')
export const sessionEnded = refusal('identity.session_ended', 'unauthenticated')
export const deviceUnknown = refusal('identity.device_unknown', 'missing')
export const noticeStale = refusal('identity.notice_stale', 'conflict')
/** The dangerous is done within minutes of a proof; the page asks for one and goes on. */
export const stepUpRequired = refusal('identity.step_up_required', 'forbidden')
export const passwordRejected = refusal('identity.password_rejected', 'forbidden')
/** One account, one Telegram: the one there is has to be removed first. */
export const telegramPresent = refusal('identity.telegram_present', 'conflict')
export const lastIdentifier = refusal('identity.last_identifier', 'conflict')
export const identifierUnknown = refusal('identity.identifier_unknown', 'missing')
