import { refusal } from '#platform'

/** One answer for an unknown account, a wrong password and an account without one (S17). */
export const loginRejected = refusal('identity.login_rejected', 'unauthenticated')
