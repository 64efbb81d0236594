import { refusal } from './refusal.ts'

/** A store that the request needs does not answer now; nothing is known to be lost. */
export const storeUnavailable = refusal('platform.store_unavailable', 'unavailable')

/** The caller did this too often; carries when it may do it again. */
export const tooManyRequests = refusal('platform.too_many_requests', 'limited')

/** More work of one costly kind is waiting than can be done in time. */
export const busy = refusal('platform.busy', 'unavailable')

/** What was configured or found on this machine cannot be run with: a sentence for the operator. */
export class SetupError extends Error {
  override readonly name = 'SetupError'
}
