/**
 * Who people are. Owns customers with their proven identifiers, passwords and sessions.
 * Promises one account per person, whichever door they came through, and that nothing
 * unproven ever stands on a customer's row. Does not know how a proof was obtained.
 */
export { type AccessTokens, readAccessToken, type TokenKeys } from './access-token.ts'
export type { Proof } from './admission.ts'
export { admitCustomer, type Claim, findCustomerByProof } from './admit-customer.ts'
export { type DisownPassword, disownPassword } from './disown-password.ts'
export { endSession } from './end-sessions.ts'
export { loginRejected, noticeStale, signInRequired } from './errors.ts'
export {
  claimIgnored,
  customerRegistered,
  localeChosen,
  passwordSet,
  phoneLost,
  refreshTokenReused,
} from './events.ts'
export { sweepSessions } from './jobs.ts'
export { logins } from './limits.ts'
export { type LoginWithPassword, loginWithPassword } from './login-with-password.ts'
export { type Contacts, type CustomerId, type CustomerRow, type DeviceInfo, nameless, type SessionId } from './model.ts'
export { noteContacts } from './note-contacts.ts'
export { type BegunSession, beginSession, handOut, type OpenedSession, openSession } from './open-session.ts'
export { accountRoutes, type IdentityPorts, keyRoutes, sessionRoutes } from './routes.ts'
export { type SessionSender, sendSession } from './send-session.ts'
export { ensureFresh } from './step-up.ts'
export {
  findCustomer,
  findCustomerByPhone,
  findCustomerBySession,
  lockCustomer,
  reserveCustomerId,
} from './store.ts'
export { customerIdColumn } from './tables.ts'
export { followLocale } from './update-profile.ts'
