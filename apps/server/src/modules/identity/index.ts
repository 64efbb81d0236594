/**
 * Who people are. Owns customers with their proven identifiers and passwords. Promises one account
 * per person, whichever door they came through, and that nothing unproven ever stands on a
 * customer's row. Does not know how a proof was obtained, who is signed in (`sessions`), nor what
 * owners may do with their account (`own-account`).
 */

export { admitProof, type Claim, findCustomerByProof, findUnchanged, lockCustomerByProof } from './admit-proof.ts'
export { attachProof } from './attach-proof.ts'
export type { Proven } from './bring-proof.ts'
export { findClaimants, findClaims, listClaims } from './contact-claims.ts'
export { emptyCustomer } from './empty-customer.ts'
export { noticeStale, signInRequired } from './errors.ts'
export {
  accountsJoined,
  accountsParted,
  claimIgnored,
  customerRegistered,
  emailLost,
  identifierAdded,
  identifierRemoved,
  localeChosen,
  passwordSet,
  passwordUnkept,
  phoneLost,
} from './events.ts'
export { findFamily, findLiveId, lockFamily } from './family.ts'
export { findChanges, type IdentifierChange, listChanges } from './identifier-changes.ts'
export { listIdentifiers, type RemoveIdentifier, removeIdentifier } from './identifiers.ts'
export { sweepIdentifierChanges } from './jobs.ts'
export { logins } from './limits.ts'
export {
  type Contacts,
  type CustomerId,
  type CustomerRow,
  type DeviceInfo,
  type IdentifierKind,
  identifierKinds,
  isLive,
  toCustomer,
} from './model.ts'
export { maskOf, wasOf } from './note-changes.ts'
export { noteContacts } from './note-contacts.ts'
export { type Proof, sharedOf } from './proof.ts'
export { inRounds } from './rounds.ts'
export {
  customerRows,
  findCustomer,
  findCustomerByEmail,
  findCustomerByPhone,
  findCustomerByTelegram,
  findCustomers,
  heldForSignIn,
  lockCustomer,
  lockCustomers,
  lockHoldersAnd,
  reserveCustomerId,
  updatePassword,
  updatePasswordHash,
} from './store.ts'
export { customerIdColumn } from './tables.ts'
export { takeBack } from './take-back.ts'
export { followLocale, updateProfile } from './update-profile.ts'
