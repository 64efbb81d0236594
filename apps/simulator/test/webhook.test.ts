import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { call, refusal, simulate, startedPerson } from './support.ts'

interface Delivery {
  update: { update_id: number; message: { text: string; chat: { id: number } } }
  headers: IncomingMessage['headers']
}

type Reply = (response: ServerResponse, delivery: Delivery, count: number) => void

/** A webhook that records what comes and replies as it is told. */
async function receive(reply: Reply = (response) => response.end()) {
  const deliveries: Delivery[] = []
  const watchers = new Set<() => void>()
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const delivery = { update: JSON.parse(body), headers: request.headers }
    deliveries.push(delivery)
    reply(response, delivery, deliveries.length)
    for (const look of watchers) look()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const arrived = (count: number) =>
    new Promise<void>((resolve) => {
      const look = () => deliveries.length >= count && resolve()
      watchers.add(look)
      look()
    })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, deliveries, arrived }
}

const textsOf = (deliveries: Delivery[]) => deliveries.map(({ update }) => update.message.text)

describe('setWebhook', () => {
  it.each([
    [
      'plain http',
      { url: 'http://shop.uz/hook' },
      'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
    ],
    [
      'a port that Telegram does not use',
      { url: 'https://shop.uz:3000/hook' },
      'Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443',
    ],
    ['what is no address', { url: 'shop' }, 'Bad Request: invalid webhook URL specified'],
    [
      'a secret with other characters',
      { url: 'https://shop.uz', secret_token: 'a b' },
      'Bad Request: secret token contains unallowed characters',
    ],
    [
      'a secret of 257 characters',
      { url: 'https://shop.uz', secret_token: 'a'.repeat(257) },
      'Bad Request: secret token is too long',
    ],
    [
      'an address of the server that is none',
      { url: 'https://shop.uz', ip_address: 'x' },
      'Bad Request: bad webhook: Invalid IP address specified',
    ],
    ['no address', {}, 'Bad Request: parameter "url" is required'],
  ])('refuses %s', async (_name, parameters, reason) => {
    expect(await refusal(await simulate(), 'setWebhook', parameters)).toBe(reason)
  })

  it('is told about by getWebhookInfo', async () => {
    const simulator = await simulate()
    await call(simulator, 'setWebhook', {
      url: 'https://shop.uz:8443/hook',
      max_connections: 7,
      allowed_updates: ['message'],
    })
    expect((await call(simulator, 'getWebhookInfo')).body.result).toEqual({
      url: 'https://shop.uz:8443/hook',
      has_custom_certificate: false,
      pending_update_count: 0,
      max_connections: 7,
      allowed_updates: ['message'],
    })
  })

  it('may be called once a second when the limits are on', async () => {
    const simulator = await simulate({ limits: true })
    await call(simulator, 'setWebhook', { url: 'https://shop.uz' })
    const answer = await call(simulator, 'setWebhook', { url: 'https://shop.uz' })
    expect(answer.body).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } })
  })
})

describe('a webhook', () => {
  it('is brought the updates with its secret, in order', async () => {
    const simulator = await simulate()
    const hook = await receive()
    await call(simulator, 'setWebhook', { url: hook.url, secret_token: 'S3cret' })
    const person = startedPerson(simulator)
    person.say('a')
    person.say('b')
    await hook.arrived(3)
    expect(textsOf(hook.deliveries)).toEqual(['/start', 'a', 'b'])
    expect(hook.deliveries[0]?.headers['x-telegram-bot-api-secret-token']).toBe('S3cret')
  })

  it('is tried again until it accepts, and the chat waits in order meanwhile', async () => {
    const simulator = await simulate()
    const hook = await receive((response, _delivery, count) => {
      response.statusCode = count < 3 ? 500 : 200
      response.end()
    })
    await call(simulator, 'setWebhook', { url: hook.url })
    const person = startedPerson(simulator)
    person.say('next')
    await hook.arrived(4)
    expect(textsOf(hook.deliveries)).toEqual(['/start', '/start', '/start', 'next'])
    const { result } = (await call(simulator, 'getWebhookInfo')).body
    expect(result.last_error_message).toBe('Wrong response from the webhook: 500 Internal Server Error')
  })

  it('that fails for one chat does not hold another chat up', async () => {
    const simulator = await simulate({ webhookRetryMs: 60_000 })
    const [stuck, lucky] = [simulator.addPerson(), simulator.addPerson()]
    const hook = await receive((response, { update }) => {
      response.statusCode = update.message.chat.id === stuck.id ? 503 : 200
      response.end()
    })
    await call(simulator, 'setWebhook', { url: hook.url })
    stuck.start()
    lucky.start()
    lucky.say('through')
    await hook.arrived(3)
    expect(textsOf(hook.deliveries)).toContain('through')
    expect((await call(simulator, 'getWebhookInfo')).body.result.pending_update_count).toBe(1)
  })

  it('that asks for time by Retry-After is given it', async () => {
    const simulator = await simulate({ webhookRetryMs: 1 })
    const times: number[] = []
    const hook = await receive((response, _delivery, count) => {
      times.push(performance.now())
      if (count === 1) response.writeHead(429, { 'retry-after': '1' })
      response.end()
    })
    await call(simulator, 'setWebhook', { url: hook.url })
    startedPerson(simulator)
    await hook.arrived(2)
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(950)
  })

  it('is not followed when it redirects', async () => {
    const simulator = await simulate()
    const hook = await receive((response, _delivery, count) => {
      if (count === 1) response.writeHead(302, { location: '/elsewhere' })
      response.end()
    })
    await call(simulator, 'setWebhook', { url: hook.url })
    startedPerson(simulator)
    await hook.arrived(2)
    expect(textsOf(hook.deliveries)).toEqual(['/start', '/start'])
  })

  it('may call one method in its answer', async () => {
    const simulator = await simulate()
    const hook = await receive((response, { update }) => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ method: 'sendMessage', chat_id: update.message.chat.id, text: 'from the answer' }))
    })
    await call(simulator, 'setWebhook', { url: hook.url })
    await startedPerson(simulator).waitFor('from the answer')
    expect(simulator.calls().at(-1)).toMatchObject({ method: 'sendMessage', via: 'webhook-answer', status: 200 })
  })

  it('that gets what was pending drops it when it is told to', async () => {
    const simulator = await simulate()
    const hook = await receive()
    const person = startedPerson(simulator)
    await call(simulator, 'setWebhook', { url: hook.url, drop_pending_updates: true })
    person.say('new')
    await hook.arrived(1)
    expect(textsOf(hook.deliveries)).toEqual(['new'])
  })
})
