import { refusal } from '#platform'

export const passwordRejected = refusal('identity.password_rejected', 'forbidden')
export const passwordUnfit = refusal('identity.password_unfit', 'invalid')
