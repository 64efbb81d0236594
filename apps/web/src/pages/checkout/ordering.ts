import { inTab } from '../../remember.ts'
import { api } from '../../site.ts'
import { type Attempt, createOrdering } from './attempt.ts'

/** The orders of this tab. */
export const ordering = createOrdering({
  send: ({ key, body }) => api.post('/api/orders', { key, body }),
  kept: inTab<Attempt>('order'),
  // `randomUUID` is not to be had on plain HTTP.
  newKey: () =>
    [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
  wait: (seconds) => new Promise((go) => setTimeout(go, seconds * 1000)),
})
