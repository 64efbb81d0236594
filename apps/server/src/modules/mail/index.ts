/**
 * The way to people's mailboxes. Owns how a letter is dressed, how it gets out over SMTP, and what
 * became of it. Promises that a letter in the outbox is delivered while it is worth reading, once
 * when the server's answer was received, a few times at most when it was not, and then recognisably
 * the same letter. Does not know what letters are about, and keeps no address for longer than the
 * queue does. Letters with secrets do not go through the outbox: their own job calls `Mailer.send`.
 */
export { codeLetter, noticeLetter } from './compose-letter.ts'
export { deliverMail, makeDeliverMail } from './jobs.ts'
export { type MailerOptions, makeMailer } from './mailer.ts'
export type { Letter, Mailer, MailSender, MailShop, OutgoingLetter } from './model.ts'
export { sendLetter } from './send-letter.ts'
export { sweepLetters } from './sweep.ts'
