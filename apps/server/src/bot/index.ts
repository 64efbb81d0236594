/** The bot's edge: how updates come in, in which order dialogues get them, and what becomes of errors. */
export { BotIdentity } from './bot-identity.ts'
export { composeBot } from './composer.ts'
export { LONG_POLL_SECONDS, Polling } from './polling.ts'
export { makeUpdateHandler, type UpdateHandler } from './update-handler.ts'
export { WebhookRegistration, webhookRoutes, webhookSecret } from './webhook.ts'
