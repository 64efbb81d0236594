import { datePair } from '../../world/dates.ts'
import { nextId, nowSeconds, randomText } from '../../world/shop.ts'
import type { WebhookRecord } from '../../world/state.ts'
import type { Call, Route } from '../call.ts'
import { crudRoutes, links, type Resource, trashNotSupported } from '../crud.ts'
import { WpError } from '../errors.ts'
import { answerList } from '../lists.ts'
import type { Params } from '../php-query.ts'
import { check, type Rule } from '../schema.ts'

const statuses = ['active', 'paused', 'disabled'] as const
const resources = ['coupon', 'customer', 'order', 'product'] as const
const events = ['created', 'updated', 'deleted', 'restored'] as const

const bodyRules: Record<string, Rule> = {
  name: { type: 'string' },
  status: { type: 'string', enum: statuses },
  topic: { type: 'string' },
  secret: { type: 'string' },
  delivery_url: { type: 'string', format: 'uri' },
}

/** `ping` tells a new address that it will be called. */
export function webhookRoutes(ping: (webhook: WebhookRecord) => Promise<void>): Route[] {
  const webhooks: Resource<WebhookRecord> = {
    path: '/wc/v3/webhooks',
    unknown: { code: 'woocommerce_rest_shop_webhook_invalid_id', message: 'Invalid ID.' },
    list: (call) =>
      answerList(call, {
        items: call.shop.state.webhooks.values(),
        rules: { status: { type: 'string', enum: ['all', ...statuses] } },
        sorts: { date: ({ created }) => created, id: ({ id }) => id, title: ({ name }) => name },
        sort: 'date',
        order: 'desc',
        keeps: ({ status }) => call.query.status === undefined || ['all', status].includes(String(call.query.status)),
        view: (webhook) => webhookView(call, webhook),
      }),
    find: ({ shop }, id) => shop.state.webhooks.get(id),
    create: async (call, body) => {
      const webhook = createWebhook(call, body)
      await ping(webhook)
      return webhook
    },
    // Being active again does not make the failures before it forgotten.
    update: (call, webhook, body) => {
      Object.assign(webhook, readWebhook(body), { modified: nowSeconds(call.shop) })
      return webhook
    },
    remove: (call, webhook, force) => {
      if (!force) throw trashNotSupported('Webhooks do not support')
      const before = webhookView(call, webhook)
      call.shop.state.webhooks.delete(webhook.id)
      return before
    },
    view: webhookView,
  }
  return crudRoutes(webhooks)
}

function createWebhook({ shop }: Call, body: Params): WebhookRecord {
  const fields = readWebhook(body)
  const { topic, delivery_url } = fields
  if (topic === undefined) throw invalidTopic()
  if (delivery_url === undefined) throw invalidUrl()
  const at = nowSeconds(shop)
  const id = nextId(shop, 'webhook')
  const webhook: WebhookRecord = {
    name: `Webhook created on ${new Date(at * 1000).toISOString().slice(0, 16).replace('T', ' @ ')}`,
    status: 'active',
    failure_count: 0,
    pending_delivery: true,
    created: at,
    modified: at,
    ...fields,
    topic,
    delivery_url,
    // Made up when none is given, and then shown to nobody.
    secret: fields.secret || randomText(50),
    id,
  }
  shop.state.webhooks.set(id, webhook)
  return webhook
}

function readWebhook(body: Params): Partial<WebhookRecord> {
  check(bodyRules, body)
  const fields: Partial<WebhookRecord> = {}
  for (const name of ['name', 'status', 'topic', 'secret', 'delivery_url'] as const) {
    if (typeof body[name] === 'string') fields[name] = body[name]
  }
  if (fields.topic !== undefined && !isTopic(fields.topic)) throw invalidTopic()
  if (fields.delivery_url !== undefined && !/^https?:\/\/\S+$/u.test(fields.delivery_url)) throw invalidUrl()
  return fields
}

function isTopic(topic: string): boolean {
  const [resource = '', event = ''] = topic.split('.')
  if (resource === 'action') return event !== ''
  return resources.some((known) => known === resource) && events.some((known) => known === event)
}

const invalidTopic = () =>
  new WpError(400, 'woocommerce_rest_shop_webhook_invalid_topic', 'Webhook topic is required and must be valid.')

const invalidUrl = () =>
  new WpError(
    400,
    'woocommerce_rest_shop_webhook_invalid_delivery_url',
    'Webhook delivery URL must be a valid URL starting with http:// or https://.',
  )

/** Neither the secret nor how often it failed can be read. */
function webhookView(call: Call, { id, name, status, topic, delivery_url, created, modified }: WebhookRecord): object {
  const [resource, event] = topic.split('.')
  return {
    ...{ id, name, status, topic, resource, event, hooks: [`woocommerce_${event}_${resource}`], delivery_url },
    ...datePair(call.shop, 'date_created', created),
    ...datePair(call.shop, 'date_modified', modified),
    _links: links(call, '/wc/v3/webhooks', id),
  }
}
