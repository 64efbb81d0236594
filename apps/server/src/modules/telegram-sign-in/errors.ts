import { refusal } from '#platform'

/** Not whole, not signed by Telegram, or without a person: one answer. */
export const initDataRejected = refusal('telegram_sign_in.rejected', 'unauthenticated')
/** Signed too long ago, or for a newcomer too long ago: the page asks to open it anew. */
export const initDataStale = refusal('telegram_sign_in.stale', 'unauthenticated')
/** It has signed somebody in before: the page has a session to go on with, or asks to open it anew. */
export const initDataUsed = refusal('telegram_sign_in.used', 'unauthenticated')
/** Not signed by Telegram, not fresh, or of somebody else. */
export const contactRejected = refusal('telegram_sign_in.contact_rejected', 'forbidden')
/** An anonymous number, which belongs to no network (S6). */
export const phoneUnusable = refusal('telegram_sign_in.phone_unusable', 'invalid')
/** The person said no on Telegram's page. */
export const signInDenied = refusal('telegram_sign_in.denied', 'forbidden')
/** Unknown, used, expired, or begun in another browser (S3): one answer. */
export const returnRejected = refusal('telegram_sign_in.return_rejected', 'forbidden')
/** Telegram's sign-in does not answer. */
export const providerAway = refusal('telegram_sign_in.provider_away', 'unavailable')
/** What it answered proves nothing to us. */
export const providerRejected = refusal('telegram_sign_in.provider_rejected', 'unauthenticated')
