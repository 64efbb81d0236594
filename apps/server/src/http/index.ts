/** The HTTP edge: one server, its scopes, and the only table from refusals to statuses. */
export { collectDocs, docsRoutes } from './docs.ts'
export { routeUnknown } from './errors.ts'
export { limitFlood } from './flood.ts'
export { type Check, healthRoutes } from './health.ts'
export { createServer } from './server.ts'
export { shopConfigRoutes } from './shop-config.ts'
export { maybeSignedInScope, signedInScope } from './signed-in.ts'
export { siteRoutes } from './site.ts'
