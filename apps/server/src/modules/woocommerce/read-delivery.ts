import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { sameSecret } from '#platform'
import { type Hint, hintResources } from './model.ts'

/** Whether it is signed by whoever knows the secret, over the very bytes that came (H2, S14). */
export function isSigned(body: Buffer, signature: string | undefined, secret: string): boolean {
  if (!signature) return false
  return sameSecret(signature, createHmac('sha256', secret).update(body).digest('base64'))
}

/** What WooCommerce sends to the address of a new webhook, unsigned (H8). */
export function isPing(body: Buffer): boolean {
  return body.length < 40 && /^webhook_id=\d{1,20}$/.test(body.toString())
}

const Body = z.object({
  id: z.coerce.number().int().positive(),
  type: z.string().optional(),
  parent_id: z.coerce.number().int().optional(),
})

/**
 * Whom a delivery is about, if we can tell: its body may be an error, of a product that was deleted before it
 * went out (H9). A variation counts as its product.
 */
export function readDelivery(topic: string | undefined, body: Buffer): Hint | undefined {
  const resource = hintResources.find((known) => topic?.startsWith(`${known}.`))
  if (!resource) return undefined
  const read = Body.safeParse(parse(body))
  if (!read.success) return undefined
  const { id, type, parent_id: parentId = 0 } = read.data
  return { resource, externalId: String(type === 'variation' && parentId > 0 ? parentId : id) }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}
