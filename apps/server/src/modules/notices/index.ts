/**
 * Warnings to the owner of an account. Listens to what happens to accounts and tells their
 * owners in the bot and by mail, with a way to undo it. Owns what was told and can still be undone;
 * promises that one thing is told once and undone once, by whom it was told to. Nobody calls it.
 */
export { noticesBot } from './bot.ts'
export { exportNotices } from './export-notices.ts'
export { makeSendNoticeLetter, sendNoticeLetter } from './letters.ts'
export type { NoticeLetter, Postman } from './model.ts'
export type { NoticePorts } from './raise-notice.ts'
export { noticesRoutes } from './routes.ts'
export { sweepNotices } from './sweep.ts'
export {
  sayFarewell,
  tellAccountsJoined,
  tellClaimIgnored,
  tellEmailLost,
  tellIdentifierAdded,
  tellIdentifierRemoved,
  tellNewDevice,
  tellPasskeyAdded,
  tellPasskeyRemoved,
  tellPasswordSet,
  tellPasswordUnkept,
  tellPhoneLost,
  tellTokenReused,
} from './tell-owner.ts'
