import type { ShopSettings } from '../world/shop.ts'
import type { WebhookRecord } from '../world/state.ts'
import type { Route } from './call.ts'
import { couponRoutes } from './resources/coupons.ts'
import { customerRoutes } from './resources/customers.ts'
import { installationRoutes } from './resources/installation.ts'
import { orderRoutes } from './resources/orders.ts'
import { placeRoutes } from './resources/places.ts'
import { productRoutes } from './resources/products.ts'
import { refundRoutes } from './resources/refunds.ts'
import { shippingRoutes } from './resources/shipping.ts'
import { termRoutes } from './resources/terms.ts'
import { bulkVariationRoutes, variationRoutes } from './resources/variations.ts'
import { webhookRoutes } from './resources/webhooks.ts'
import { postCategoryRoutes } from './wordpress/categories.ts'
import { mediaRoutes } from './wordpress/media.ts'
import { postRoutes } from './wordpress/posts.ts'
import { indexRoutes } from './wordpress/site-index.ts'

/** The table of routes of one version. */
export function routesOf({ version }: ShopSettings, ping: (webhook: WebhookRecord) => Promise<void>): Route[] {
  const routes = [
    ...productRoutes,
    ...variationRoutes,
    ...(isAtLeast(version, 10, 3) ? bulkVariationRoutes : []),
    ...termRoutes,
    ...orderRoutes,
    ...refundRoutes,
    ...customerRoutes,
    ...couponRoutes,
    ...shippingRoutes,
    ...placeRoutes,
    ...installationRoutes,
    ...webhookRoutes(ping),
    ...postRoutes,
    ...mediaRoutes,
    ...postCategoryRoutes,
  ]
  return [...routes, ...indexRoutes(routes)]
}

function isAtLeast(version: string, major: number, minor: number): boolean {
  const [ours = 0, its = 0] = version.split('.').map(Number)
  return ours > major || (ours === major && its >= minor)
}
