/**
 * Who people are. Owns customers with their proven identifiers, passwords and sessions.
 * Promises one account per person, whichever door they came through, and that nothing
 * unproven ever stands on a customer's row. Does not know how a proof was obtained.
 */
export { type AccessTokens, readAccessToken, type TokenKeys } from './access-token.ts'
export { accountRoutes, keyRoutes } from './account-routes.ts'
export type { Proof } from './admission.ts'
export { admitCustomer, type Claim, findCustomerByProof, lockCustomerByProof } from './admit-customer.ts'
export { attachIdentifier } from './attach-identifier.ts'
export { disownPassword, disownSession } from './disown.ts'
export { endSession } from './end-sessions.ts'
export { loginRejected, noticeStale, signInRequired } from './errors.ts'
export {
  accountsJoined,
  accountsParted,
  claimIgnored,
  customerErased,
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
export { type Exporters, exportIdentity } from './export-customer.ts'
export { findChanges, type IdentifierChange } from './identifier-changes.ts'
export { sweepIdentifierChanges, sweepSessions } from './jobs.ts'
export { logins } from './limits.ts'
export { type LoginWithPassword, loginWithPassword } from './login-with-password.ts'
export {
  type Contacts,
  type CustomerId,
  type CustomerRow,
  type DeviceInfo,
  type IdentifierKind,
  nameless,
  type SessionId,
} from './model.ts'
export { maskOf } from './note-changes.ts'
export { noteContacts } from './note-contacts.ts'
export { type BegunSession, beginSession, handOut, type OpenedSession, openSession } from './open-session.ts'
export { type IdentityPorts, sessionRoutes } from './routes.ts'
export { type SessionSender, sendSession } from './send-session.ts'
export { ensureFresh } from './step-up.ts'
export {
  findCustomer,
  findCustomerByPhone,
  findCustomerBySession,
  findSession,
  lockCustomer,
  reserveCustomerId,
} from './store.ts'
export { customerIdColumn } from './tables.ts'
export { takeIdentifiersBack } from './take-back.ts'
export { followLocale } from './update-profile.ts'
