import { type Ctx, notify, type Routes } from '#platform'
import { deliveryRejected } from './errors.ts'
import { noteHint } from './hints.ts'
import type { HintResource } from './model.ts'
import { isPing, isSigned, readDelivery } from './read-delivery.ts'

export const WEBHOOK_PATH = '/webhooks/woocommerce'
/** Signalled when WooCommerce has tried an address of ours. */
export const PING = ['woocommerce', 'ping'] as const

// A product with long texts and many variations is a few hundred kilobytes.
const BODY_LIMIT = 2 * 1024 * 1024

/**
 * Takes what WooCommerce tells: only whom it is about, for what it says may be old (S14, H9). Anything signed
 * is taken with 200, known or not: seven answers of another kind and WooCommerce falls silent for good (H5).
 */
export function wooWebhookRoutes(
  ctx: Ctx,
  { webhookSecret, resources }: { webhookSecret: string; resources: readonly HintResource[] },
): Routes {
  return async (server) => {
    // The signature is over the bytes as they came.
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    server.post(WEBHOOK_PATH, { schema: { hide: true }, bodyLimit: BODY_LIMIT }, async ({ body, headers }) => {
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
      if (isPing(bytes)) {
        await notify(ctx, ...PING)
        return {}
      }
      const signature = [headers['x-wc-webhook-signature']].flat()[0]
      if (!isSigned(bytes, signature, webhookSecret)) throw deliveryRejected()
      const hint = readDelivery([headers['x-wc-webhook-topic']].flat()[0], bytes)
      if (hint && resources.includes(hint.resource)) await noteHint(ctx, hint)
      return {}
    })
  }
}
