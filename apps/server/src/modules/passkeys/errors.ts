import { refusal } from '#platform'

/** An unknown passkey, a wrong signature, a spent challenge, a copied authenticator: one answer for a stranger. */
export const passkeyRejected = refusal('passkeys.rejected', 'unauthenticated')
/** What the device made does not hold; not «unauthenticated», for whoever asks is signed in. */
export const passkeyNotAdded = refusal('passkeys.not_added', 'conflict')
export const tooManyPasskeys = refusal('passkeys.too_many', 'conflict')
export const passkeyUnknown = refusal('passkeys.unknown', 'missing')
