import type { Shop } from './shop.ts'

export type Resource = 'product' | 'order' | 'customer' | 'coupon'
export type NewsEvent = 'created' | 'updated' | 'deleted' | 'restored'

/**
 * Something happened: every active webhook of that topic gets a delivery to make. One that already waits for the same
 * webhook and resource stands for this too, so what is told in the end may be several changes old and one answer long.
 */
export function announce({ state }: Shop, resource: Resource, event: NewsEvent, id: number): void {
  for (const webhook of state.webhooks.values()) {
    if (webhook.status !== 'active' || webhook.topic !== `${resource}.${event}`) continue
    const key = `${webhook.id}:${id}`
    if (!state.pending.has(key)) state.pending.set(key, { webhookId: webhook.id, resource, event, resourceId: id })
  }
}
