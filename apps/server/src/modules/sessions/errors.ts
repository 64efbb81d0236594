import { refusal } from '#platform'

export const sessionEnded = refusal('identity.session_ended', 'unauthenticated')
export const deviceUnknown = refusal('identity.device_unknown', 'missing')
/** The dangerous is done within minutes of a proof; the page asks for one and goes on. */
export const stepUpRequired = refusal('identity.step_up_required', 'forbidden')
