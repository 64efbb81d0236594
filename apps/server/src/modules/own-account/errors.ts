import { refusal } from '#platform'

export const passwordUnfit = refusal('identity.password_unfit', 'invalid')
