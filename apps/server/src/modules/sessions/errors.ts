import { refusal } from '#platform'

/** One answer for an unknown account, a wrong password and an account without one (S17). */
export const loginRejected = refusal('identity.login_rejected', 'unauthenticated')
export const sessionEnded = refusal('identity.session_ended', 'unauthenticated')
export const deviceUnknown = refusal('identity.device_unknown', 'missing')
/** The dangerous is done within minutes of a proof; the page asks for one and goes on. */
export const stepUpRequired = refusal('identity.step_up_required', 'forbidden')
export const passwordRejected = refusal('identity.password_rejected', 'forbidden')
