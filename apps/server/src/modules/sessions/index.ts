/**
 * Who is signed in, and where. Owns sessions with their refresh tokens, the access tokens made of
 * them, signing in by password, and the proof that somebody is still there. Promises that a session
 * ends at once and for good, and that a copied refresh token gives itself away. Whose account it is,
 * is identity's business, and how else one proves it, other modules'.
 */
export { type AccessTokens, readAccessToken } from './access-token.ts'
export { continueSession } from './continue-session.ts'
export { signOutDevice, signOutOthers } from './end-sessions.ts'
export { passwordRejected, sessionEnded, stepUpRequired } from './errors.ts'
export { newDeviceSeen, refreshTokenReused } from './events.ts'
export { sweepSessions } from './jobs.ts'
export { logins } from './limits.ts'
export { loginWithPassword } from './login-with-password.ts'
export type { SessionId } from './model.ts'
export { beginSession, handOut, type OpenedSession, openSession } from './open-session.ts'
export { keyRoutes, type SessionPorts, sessionRoutes } from './routes.ts'
export {
  ACCESS_COOKIE,
  clearSession,
  readRefreshToken,
  type SessionSender,
  sendAccessCookie,
  sendSession,
} from './send-session.ts'
export { ensureFresh, ensurePassword, findFresh, stepUpByPassword } from './step-up.ts'
export {
  deleteSessions,
  endSessions,
  findCustomerBySession,
  findSession,
  listAllSessions,
  listSessions,
  lockLiveSession,
  moveSessions,
  type SessionRow,
} from './store.ts'
