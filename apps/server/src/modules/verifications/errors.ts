import { refusal } from '#platform'

/** Unknown, expired, or somebody else's: one answer, so that ids cannot be tried out. */
export const verificationUnknown = refusal('registration.verification_unknown', 'missing')
/** What was proven is not an identifier of the account it was asked for. */
export const proofOfAnother = refusal('registration.proof_of_another', 'conflict')
