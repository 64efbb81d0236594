/**
 * Pending proofs: what was typed on a site, who opened it in Telegram, which code went out. Owns
 * their records (ephemeral) with the names they are found by, every step they can take, and their
 * outcomes (Postgres). Promises that a proof ends in one account, once, whatever fails in between.
 * Does not know who starts one, what the bot says, or how a code is carried.
 */
export {
  acknowledge,
  awaitsContact,
  claimBy,
  needsContact,
  noteMismatch,
  offerTo,
  promise,
  receiveContact,
} from './claim-steps.ts'
export {
  hadCode,
  handOver,
  isCodeRefused,
  issueCode,
  markDelivered,
  markRefused,
  noteCarrier,
  pauseBeforeHanding,
  resendAfter,
  takeAttempt,
} from './code-steps.ts'
export { completeVerification } from './complete-verification.ts'
export { isContested } from './contested-names.ts'
export { forgetVerifications } from './forget-verifications.ts'
export {
  AFTERLIFE_MS,
  CONTRACT_A_SECONDS,
  deny,
  type Flow,
  isOpen,
  type SharedContact,
  VERIFICATION_MS,
  type Verification,
  type VerificationId,
} from './model.ts'
export { findNamed, findUnderNames, insertNames, type Named, nameOf, nameOfUsername } from './named-verifications.ts'
export { promiseCustomerId } from './promised-ids.ts'
export { describeVerification, readVerification, startedBy } from './read-verification.ts'
export {
  asksInTelegram,
  type Channel,
  countedAs,
  maskedRecipient,
  proofOf,
  recipientOf,
  withProvenOnly,
} from './recipients.ts'
export {
  findChatVerification,
  findOutcome,
  findVerification,
  insertChatVerification,
  insertVerification,
  updateVerification,
  type VerificationStore,
} from './store.ts'
export { sweepOutcomes } from './sweep.ts'
