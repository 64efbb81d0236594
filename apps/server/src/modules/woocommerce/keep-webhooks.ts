import { hash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { Signals } from '#platform'
import type { WooClient } from './client.ts'
import type { HintResource } from './model.ts'
import { PING } from './routes.ts'

const EVENTS = ['created', 'updated', 'deleted', 'restored'] as const
// The ping is sent while the webhook is made; through the database it is here in milliseconds.
const PING_MS = 2_000
const PAGE = 100

const Webhook = z.object({
  id: z.int(),
  name: z.string().catch(''),
  status: z.string(),
  topic: z.string(),
  delivery_url: z.string(),
})
type Webhook = z.infer<typeof Webhook>

export interface KeepWebhooks {
  deliveryUrl: string
  secret: string
  resources: readonly HintResource[]
}

export interface KeptWebhooks {
  /** Topics that were silent: without a webhook, or with one that had been switched off. */
  made: string[]
  /** Whether WooCommerce reached us when it tried; undefined when there was no occasion. */
  reached: boolean | undefined
}

/**
 * Makes sure that WooCommerce tells us of every change: a webhook that is missing is made, one that is switched
 * off is made anew, for switched on again it would keep its count of failures and fall silent with the next (H5).
 */
export async function keepWebhooks(
  input: KeepWebhooks,
  { client, signals, signal }: { client: WooClient; signals: Signals; signal?: AbortSignal },
): Promise<KeptWebhooks> {
  const site: Site = { client, signal }
  const ours = (await listWebhooks(site)).filter((webhook) => webhook.delivery_url === input.deliveryUrl)
  const name = `Vitrina ${hash('sha256', input.secret).slice(0, 8)}`
  const made: string[] = []
  let reached: boolean | undefined
  for (const topic of input.resources.flatMap((resource) => EVENTS.map((event) => `${resource}.${event}`))) {
    const [active, ...more] = ours.filter((webhook) => webhook.topic === topic && webhook.status === 'active')
    if (!active) {
      const isReached = await make(site, { name, topic, ...input }, signals)
      reached = isReached && reached !== false
      made.push(topic)
      // By its name one knows whether it has the secret of now; what it has cannot be read.
    } else if (active.name !== name) {
      await client.write('PUT', `/webhooks/${active.id}`, { body: { name, secret: input.secret }, signal })
    }
    await remove(site, [...more, ...ours.filter((webhook) => webhook.topic === topic && webhook.status !== 'active')])
  }
  return { made, reached }
}

/** With what calls it off at a stop: what is then half made is found by the next look. */
interface Site {
  client: WooClient
  signal: AbortSignal | undefined
}

async function listWebhooks({ client, signal }: Site): Promise<Webhook[]> {
  const all: Webhook[] = []
  for (let page = 1; ; page++) {
    const { items } = await client.list('/webhooks', { query: { per_page: PAGE, page }, signal })
    all.push(...items.flatMap((item) => Webhook.safeParse(item).data ?? []))
    if (items.length < PAGE) return all
  }
}

async function make(
  { client, signal }: Site,
  { name, topic, deliveryUrl, secret }: { name: string; topic: string } & KeepWebhooks,
  signals: Signals,
): Promise<boolean> {
  const heard = Promise.withResolvers<boolean>()
  const leave = signals.listen(...PING, () => heard.resolve(true))
  const ended = new AbortController()
  try {
    await client.write('POST', '/webhooks', {
      body: { name, topic, secret, delivery_url: deliveryUrl, status: 'active' },
      signal,
    })
    const late = delay(PING_MS, false, { signal: ended.signal })
    late.catch(() => {}) // called off below
    return await Promise.race([heard.promise, late])
  } finally {
    leave()
    ended.abort()
  }
}

async function remove({ client, signal }: Site, webhooks: readonly Webhook[]): Promise<void> {
  for (const { id } of webhooks) await client.write('DELETE', `/webhooks/${id}`, { query: { force: true }, signal })
}
