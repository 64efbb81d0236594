/**
 * The way to a WooCommerce and back. Owns the client of its API, the webhooks that it keeps for us, and what
 * those have told of and nobody has read yet. Promises that no more is asked at once than the site bears, that
 * what changes something there is not sent twice, and that a hint is worked until it is read. Does not know
 * what is sold.
 */
export { WooClient, type WooClientOptions } from './client.ts'
export { wooHinted } from './events.ts'
export { isOfTheHost, WooFault, wooFaultOf } from './fault.ts'
export { noteHint, workHints } from './hints.ts'
export { type KeepWebhooks, type KeptWebhooks, keepWebhooks } from './keep-webhooks.ts'
export { customerMark, type HintResource, type WooPage, type WooSettings } from './model.ts'
export { bareMoment, readEach, readMoment } from './read-items.ts'
export { type Round, Rounds } from './rounds.ts'
export { WEBHOOK_PATH, wooWebhookRoutes } from './routes.ts'
export { Shortcomings } from './shortcomings.ts'
export { isOnlyThis, mayBeOneOfThem, type Slice, type WalkedList, walkList } from './walk-list.ts'
