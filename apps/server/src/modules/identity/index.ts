/**
 * Who people are. Owns customers with their proven identifiers, passwords and sessions.
 * Promises one account per person, whichever door they came through, and that nothing
 * unproven ever stands on a customer's row. Does not know how a proof was obtained, nor what
 * owners may do with their account: that is `own-account`'s.
 */
export { type AccessTokens, readAccessToken } from './access-token.ts'
export type { Proof } from './admission.ts'
export { admitCustomer, type Claim, findCustomerByProof, lockCustomerByProof } from './admit-customer.ts'
export { attachProof } from './attach-proof.ts'
export { findClaims } from './contact-claims.ts'
export { emptyCustomer } from './empty-customer.ts'
export { endSession, signOutDevice, signOutOthers } from './end-sessions.ts'
export { noticeStale, passwordRejected, sessionEnded, signInRequired, stepUpRequired } from './errors.ts'
export {
  accountsJoined,
  accountsParted,
  claimIgnored,
  customerRegistered,
  emailLost,
  identifierAdded,
  identifierRemoved,
  localeChosen,
  newDeviceSeen,
  passwordSet,
  phoneLost,
  refreshTokenReused,
} from './events.ts'
export { findChanges, type IdentifierChange } from './identifier-changes.ts'
export { listIdentifiers, removeIdentifier } from './identifiers.ts'
export { sweepIdentifierChanges, sweepSessions } from './jobs.ts'
export { logins } from './limits.ts'
export { loginWithPassword } from './login-with-password.ts'
export {
  type Contacts,
  type CustomerId,
  type CustomerRow,
  type DeviceInfo,
  type IdentifierKind,
  identifierKinds,
  isLive,
  nameless,
  type SessionId,
  toCustomer,
} from './model.ts'
export { maskOf } from './note-changes.ts'
export { noteContacts } from './note-contacts.ts'
export { beginSession, handOut, type OpenedSession, openSession } from './open-session.ts'
export { inRounds } from './rounds.ts'
export { type IdentityPorts, keyRoutes, sessionRoutes } from './routes.ts'
export { REFRESH_COOKIE, type SessionSender, sendSession } from './send-session.ts'
export { ensureFresh, ensurePassword, findFresh, stepUpByPassword } from './step-up.ts'
export {
  deleteSessions,
  endSessions,
  findCustomer,
  findCustomerByPhone,
  findCustomerBySession,
  findJoinedInto,
  findSession,
  listAllSessions,
  listSessions,
  lockCustomer,
  lockHoldersAnd,
  lockLiveSession,
  reserveCustomerId,
  type SessionRow,
  updatePassword,
} from './store.ts'
export { customerIdColumn } from './tables.ts'
export { takeBack } from './take-back.ts'
export { followLocale, updateProfile } from './update-profile.ts'
