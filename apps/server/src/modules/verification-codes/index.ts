/**
 * The codes of verifications: made at the moment of sending, carried into a chat, a mailbox or to a
 * phone, sent again, offered to whoever has a username now, and traded for a session. Owns the
 * carriers and the limits of codes; a code itself rests nowhere but as a hash in its verification.
 */
export { carryByMail } from './carry-by-mail.ts'
export { carryBySms } from './carry-by-sms.ts'
export { carryByTelegram } from './carry-by-telegram.ts'
export { type ConfirmPorts, confirmCode, confirmReturn, countBlindGuess, openAfter, tryCode } from './confirm-code.ts'
export { consumeSend } from './count-send.ts'
export { describeOrigin } from './describe-origin.ts'
export { resendTooSoon } from './errors.ts'
export { type CodeCarriers, makeSendCode, type SendCode, sendCode } from './jobs.ts'
export { codeFailures, codeSendsByAddress } from './limits.ts'
export { makeOfferCode, offerCode } from './offer-code.ts'
export { resendCode } from './resend-code.ts'
export { findHolder } from './username-holder.ts'
