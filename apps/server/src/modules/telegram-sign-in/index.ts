/**
 * Signing in by Telegram itself, without a code: from the Mini App by what Telegram signs for it,
 * and from a browser by Telegram's OpenID Connect. Owns the checks of both and which of them were
 * used up. Promises that each signs in once, and only whom Telegram names. Owns no customers;
 * whose account it is, identity decides.
 */
export { miniAppContactBot, telegramSignInBot } from './bot.ts'
export { type TelegramKeys, telegramKeys } from './init-data.ts'
export { type OidcProvider, openOidcProvider } from './oidc-provider.ts'
export { OIDC_CALLBACK, oidcRoutes } from './oidc-routes.ts'
export { miniAppContactRoutes, miniAppRoutes } from './routes.ts'
