import { createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createServer } from '#http'
import { type Ctx, openLog, Signals } from '#platform'
import {
  type HintResource,
  keepWebhooks,
  noteHint,
  WEBHOOK_PATH,
  type WooClient,
  wooWebhookRoutes,
  workHints,
} from '#woocommerce'
import { silentLog } from '../ctx.ts'
import { useCases } from '../use-cases.ts'
import { openClient, openWoo, settingsOf, WEBHOOK_SECRET } from './shop.ts'

const resources: HintResource[] = ['product']

/** Our side of the webhooks, served by itself. */
async function openReceiver() {
  const ground = await useCases()
  onTestFinished(() => ground.close())
  const { ctx, connection } = ground
  const signals = new Signals(connection, silentLog())
  await signals.start()
  onTestFinished(() => signals.close())
  const server = await createServer({
    ...{ log: openLog('silent'), publicUrl: 'http://127.0.0.1:3000', defaultLocale: 'ru', trustedProxies: [] },
    ...{ allowedOrigins: [], frameAncestors: [], scripts: [] },
  })
  await server.register(wooWebhookRoutes(ctx, { webhookSecret: WEBHOOK_SECRET, resources }))
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => server.close())
  const deliver = async (body: string, headers: Record<string, string> = {}) => {
    const answer = await server.inject({ method: 'POST', url: WEBHOOK_PATH, body, headers })
    return answer.statusCode
  }
  const signed = (body: string, topic = 'product.updated', secret = WEBHOOK_SECRET) =>
    deliver(body, {
      'content-type': 'application/json',
      'x-wc-webhook-topic': topic,
      'x-wc-webhook-signature': createHmac('sha256', secret).update(body).digest('base64'),
    })
  return { ctx, signals, deliver, signed, hints: () => hintsOf(ctx), deliveryUrl: `${url}${WEBHOOK_PATH}` }
}

async function hintsOf({ db }: Pick<Ctx, 'db'>): Promise<string[]> {
  const { rows } = await db.execute<{ hint: string }>(
    sql`select resource || ' ' || external_id as hint from woo_hints order by external_id::bigint`,
  )
  return rows.map(({ hint }) => hint)
}

describe('what comes in', () => {
  test('is one hint however often it comes, in whatever order; a variation is its product (S14, H9)', async () => {
    const { signed, hints } = await openReceiver()
    const bodies = ['{"id":7,"price":"2"}', '{"id":7,"price":"1"}', '{"id":7,"price":"2"}', '{"id":8}']
    for (const body of bodies) expect(await signed(body)).toBe(200)
    expect(await signed('{"id":9,"type":"variation","parent_id":5}')).toBe(200)
    expect(await signed('{"id":11}', 'product.deleted')).toBe(200)
    expect(await hints()).toEqual(['product 5', 'product 7', 'product 8', 'product 11'])
  })

  test('is refused when it is forged, changed on the way or not signed (S14)', async () => {
    const { signed, deliver, hints } = await openReceiver()
    expect(await signed('{"id":7}', 'product.updated', 'another secret')).toBe(403)
    const body = '{"id":7}'
    const signature = createHmac('sha256', WEBHOOK_SECRET).update(body).digest('base64')
    const headers = { 'content-type': 'application/json', 'x-wc-webhook-topic': 'product.updated' }
    expect(await deliver('{"id":8}', { ...headers, 'x-wc-webhook-signature': signature })).toBe(403)
    expect(await deliver('{ "id":7}', { ...headers, 'x-wc-webhook-signature': signature })).toBe(403)
    expect(await deliver(body, headers)).toBe(403)
    expect(await deliver('', { 'x-wc-webhook-signature': '' })).toBe(403)
    expect(await hints()).toEqual([])
  })

  test.each([
    ['the ping of a new webhook', 'webhook_id=5', undefined],
    ['an error in place of a product', '{"code":"woocommerce_rest_product_invalid_id","data":{}}', 'product.updated'],
    ['a topic that we do not know', '{"id":7}', 'action.wc_anything'],
    ['what we have not asked for', '{"id":7}', 'order.created'],
    ['no JSON at all', '<html>', 'product.updated'],
  ])('%s is taken and leaves nothing: another answer would count as a failure (H5, H8)', async (_, body, topic) => {
    const { signed, deliver, hints } = await openReceiver()
    const status = topic ? signed(body, topic) : deliver(body, { 'content-type': 'application/x-www-form-urlencoded' })
    expect(await status).toBe(200)
    expect(await hints()).toEqual([])
  })

  test('a ping of any length other than its own is a delivery without a signature', async () => {
    const { deliver } = await openReceiver()
    expect(await deliver('webhook_id=5&id=7', { 'content-type': 'application/x-www-form-urlencoded' })).toBe(403)
  })
})

describe('working hints', () => {
  const note = (ctx: Ctx, ...ids: string[]) =>
    Promise.all(ids.map((externalId) => noteHint(ctx, { resource: 'product', externalId })))
  const work = (ctx: Ctx, doing: (ids: string[]) => Promise<void>) =>
    workHints(ctx, { resource: 'product', limit: 2 }, doing)

  test('each is worked once, so many at a time, by whichever of several comes', async () => {
    const { ctx, hints } = await openReceiver()
    await note(ctx, '1', '2', '3', '4', '5')
    const done: string[][] = []
    const doing = async (ids: string[]) => void done.push(ids)
    await Promise.all([work(ctx, doing), work(ctx, doing), work(ctx, doing)])
    expect(done.flat().sort()).toEqual(['1', '2', '3', '4', '5'])
    expect(Math.max(...done.map((ids) => ids.length))).toBeLessThanOrEqual(2)
    expect(await hints()).toEqual([])
  })

  test('one that comes while the last is worked is worked again', async () => {
    const { ctx, hints } = await openReceiver()
    await note(ctx, '1')
    let times = 0
    await work(ctx, async () => {
      if (times++ === 0) await note(ctx, '1')
    })
    expect(times).toBe(2)
    expect(await hints()).toEqual([])
  })

  test('what fails is there for the next; what somebody died with, after a while', async () => {
    const { ctx, hints } = await openReceiver()
    await note(ctx, '1')
    const failing = work(ctx, async () => {
      throw new Error('away')
    })
    await expect(failing).rejects.toThrow('away')
    expect(await hints()).toEqual(['product 1'])
    // Taken, and never given back.
    void work(ctx, () => new Promise(() => {}))
    const taken = sql`select taken_until from woo_hints where taken_until is not null`
    await expect.poll(async () => (await ctx.db.execute(taken)).rowCount).toBe(1)
    const done: string[] = []
    const doing = async (ids: string[]) => void done.push(...ids)
    await work(ctx, doing)
    expect(done).toEqual([])
    ctx.advance(121_000)
    await work(ctx, doing)
    expect(done).toEqual(['1'])
  })
})

describe('keeping webhooks', () => {
  const topics = ['product.created', 'product.updated', 'product.deleted', 'product.restored']

  async function openBoth() {
    const woo = await openWoo()
    const receiver = await openReceiver()
    const client = openClient(settingsOf(woo))
    const keep = (overrides: Partial<Parameters<typeof keepWebhooks>[0]> = {}) => keepHere(receiver, client, overrides)
    return { woo, client, keep, ...receiver }
  }

  const keepHere = (
    { deliveryUrl, signals }: { deliveryUrl: string; signals: Signals },
    client: WooClient,
    overrides: Partial<Parameters<typeof keepWebhooks>[0]>,
  ) => keepWebhooks({ deliveryUrl, secret: WEBHOOK_SECRET, resources, ...overrides }, { client, signals })

  test('missing ones are made, and proven to reach us; those that are there stay', async () => {
    const { woo, keep, hints } = await openBoth()
    expect(await keep()).toEqual({ made: topics, reached: true })
    expect(await keep()).toEqual({ made: [], reached: undefined })
    expect(woo.world.webhooks()).toHaveLength(4)
    const { id } = woo.world.addProduct({ name: 'Розы', regular_price: '1' })
    await woo.runWebhooks()
    expect(await hints()).toEqual([`product ${id}`])
  })

  test('one that fell silent is made anew, with no failures to its name (H5, H14)', async () => {
    const { woo, client, keep, hints } = await openBoth()
    await keep({ secret: 'AnotherSecretThatWeForgotLongAgo' })
    const { id } = woo.world.addProduct({ name: 'Розы', regular_price: '1' })
    for (let nth = 0; nth < 8; nth++) {
      await woo.runWebhooks()
      woo.world.setPrice(id, String(nth))
    }
    const updated = () => woo.world.webhooks().filter(({ topic }) => topic === 'product.updated')
    expect(updated()).toMatchObject([{ status: 'disabled' }])
    expect(await keep()).toEqual({ made: ['product.updated'], reached: true })
    expect(updated()).toMatchObject([{ status: 'active', failure_count: 0 }])
    expect(await hints()).toEqual([])
    woo.world.setPrice(id, '99')
    await woo.runWebhooks()
    expect(await hints()).toEqual([`product ${id}`])
    // Those that were active have the secret of now too.
    const { id: second } = woo.world.addProduct({ name: 'Пионы', regular_price: '1' })
    await woo.runWebhooks()
    expect(await hints()).toEqual([`product ${id}`, `product ${second}`])
    expect(await client.list('/webhooks')).toMatchObject({ total: 4 })
  })

  test('what is of others is left alone', async () => {
    const { woo, client, keep } = await openBoth()
    const body = { topic: 'product.updated', delivery_url: 'http://127.0.0.1:9/elsewhere', status: 'paused' }
    await client.write('POST', '/webhooks', { body })
    await keep()
    expect(woo.world.webhooks().map(({ status }) => status)).toContain('paused')
  })

  test('it is told when WooCommerce does not reach us', async () => {
    const { keep } = await openBoth()
    expect(await keep({ deliveryUrl: 'http://127.0.0.1:9/webhooks/woocommerce' })).toMatchObject({ reached: false })
  })
})
