/**
 * The way to people's chats. Owns which chats the bot has met, their language, whether they
 * blocked it, which updates were handled, and the outbox. Promises that what is told is
 * delivered at least once while it is worth saying, to each chat in the order in which it was told,
 * whichever process told it and whatever fails, obeying Telegram's limits. Does not know what the
 * words are about.
 */
export { BotContext, isOwnContact, type ShopFacts } from './bot-context.ts'
export { chooseLanguage, followLanguage } from './choose-language.ts'
export { languageChosen } from './events.ts'
export { forgetChat } from './forget-chat.ts'
export { type InvoiceDesk, type InvoiceToPay, openInvoiceDesk } from './invoice-desk.ts'
export { codesToChat } from './limits.ts'
export { menuButton } from './menu-button.ts'
export {
  type CallOutcome,
  type ChatLookup,
  chooseLocale,
  type Outgoing,
  type OutgoingCall,
  type OutgoingMethod,
  openingKey,
  shorten,
  type TelegramSender,
  takesButton,
  withoutLinks,
} from './model.ts'
export { noteDelivery } from './note-delivery.ts'
export { Outbox } from './outbox.ts'
export { makeSender } from './sender.ts'
export {
  type ChatRow,
  findBot,
  findChat,
  findChatByUsername,
  findUpdate,
  insertOrTouchChat,
  insertOrUpdateBot,
  insertUpdate,
  updateChat,
} from './store.ts'
export { sweepChats, sweepUpdates } from './sweep.ts'
export { tell } from './tell.ts'
