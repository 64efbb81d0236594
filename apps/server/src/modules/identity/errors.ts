import { refusal } from '#platform'

export const signInRequired = refusal('identity.sign_in_required', 'unauthenticated')
/** One answer for an unknown account, a wrong password and an account without one (S17). */
export const loginRejected = refusal('identity.login_rejected', 'unauthenticated')
export const sessionEnded = refusal('identity.session_ended', 'unauthenticated')
/** Signed in too long ago for what would change how the account is opened. */
export const stepUpRequired = refusal('identity.step_up_required', 'forbidden')
export const deviceUnknown = refusal('identity.device_unknown', 'missing')
export const noticeStale = refusal('identity.notice_stale', 'conflict')
