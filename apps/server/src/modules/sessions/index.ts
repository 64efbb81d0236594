/**
 * Who is signed in, and where. Owns sessions with their refresh tokens, the access tokens made of
 * them, and how fresh the proof is that somebody is still there. Promises that a session ends at once
 * and for good, and that a copied refresh token gives itself away. Whose account it is, is identity's
 * business, and how one proves it, other modules'.
 */
export { type AccessTokens, readAccessToken } from './access-token.ts'
export { continueSession } from './continue-session.ts'
export { signOutDevice, signOutOthers } from './end-sessions.ts'
export { sessionEnded, stepUpRequired } from './errors.ts'
export { newDeviceSeen, refreshTokenReused } from './events.ts'
export { sweepSessions } from './jobs.ts'
export { isKnown } from './known-browser.ts'
export type { SessionId } from './model.ts'
export { beginSession, handOut, type OpenedSession, openSession, openSessionByPassword } from './open-session.ts'
export { keyRoutes, sessionRoutes } from './routes.ts'
export {
  ACCESS_COOKIE,
  clearSession,
  KNOWN_COOKIE,
  readRefreshToken,
  type SessionSender,
  sendAccessCookie,
  sendSession,
} from './send-session.ts'
export { ensureFresh, findFresh, renewProof } from './step-up.ts'
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
