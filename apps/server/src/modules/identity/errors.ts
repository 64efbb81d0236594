import { refusal } from '#platform'

export const signInRequired = refusal('identity.sign_in_required', 'unauthenticated')
export const noticeStale = refusal('identity.notice_stale', 'conflict')
/** One account, one Telegram: the one there is has to be removed first. */
export const telegramPresent = refusal('identity.telegram_present', 'conflict')
export const lastIdentifier = refusal('identity.last_identifier', 'conflict')
export const identifierUnknown = refusal('identity.identifier_unknown', 'missing')
