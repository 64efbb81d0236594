import { request as httpRequest } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Simulator } from '../src/index.ts'
import { sendSms } from './sms-support.ts'
import { sendLetter } from './smtp-client.ts'
import { call, first, jsonOf, simulate, startedPerson } from './support.ts'

/** Sends a request with any Host and Origin, which fetch would not let through. */
function statusOf(
  simulator: Simulator,
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const request = httpRequest(`${simulator.url}${path}`, { method, headers }, (response) => {
    response.resume()
    resolve(response.statusCode ?? 0)
  })
  request.on('error', reject).end()
  return promise
}

const post = (simulator: Simulator, path: string, body: unknown) =>
  fetch(`${simulator.url}/simulator/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

describe('a stranger', () => {
  it.each([
    ['a foreign name that points here', { host: 'evil.example' }],
    ['a name that only begins like ours', { host: 'localhost.evil.example' }],
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a page of another port', { origin: 'http://127.0.0.1:1' }],
    ['a page without an origin of its own', { origin: 'null' }],
  ])('%s is turned away everywhere', async (_name, headers) => {
    const simulator = await simulate()
    const paths = ['/', '/simulator/people', `/bot${simulator.botToken}/getMe`]
    for (const path of paths) expect(await statusOf(simulator, path, headers)).toBe(403)
    const { id } = first(simulator.people())
    expect(await statusOf(simulator, `/simulator/people/${id}/start`, headers, 'POST')).toBe(403)
    expect(first(simulator.people()).chat()).toEqual([])
  })

  it('is not who comes from the own page', async () => {
    const simulator = await simulate()
    expect(await statusOf(simulator, '/simulator/people', { origin: simulator.url })).toBe(200)
    expect(await statusOf(simulator, '/simulator/people', { host: 'localhost:41000' })).toBe(200)
  })
})

describe('the control API', () => {
  it('adds a person and acts as them', async () => {
    const simulator = await simulate()
    const added = await post(simulator, 'people', {
      firstName: 'Sardor',
      phone: '+998 90 765 43 21',
      languageCode: 'uz',
    })
    expect(added.status).toBe(201)
    const { id } = await jsonOf(added)
    expect((await post(simulator, `people/${id}/start`, { payload: 'abc' })).status).toBe(204)
    expect((await post(simulator, `people/${id}/say`, { text: 'hi' })).status).toBe(204)
    expect((await post(simulator, `people/${id}/contact`, {})).status).toBe(204)
    expect((await post(simulator, `people/${id}/card`, { phoneNumber: '8900', firstName: 'X' })).status).toBe(204)
    const chat = await jsonOf(fetch(`${simulator.url}/simulator/people/${id}/chat`))
    expect(chat.messages.map((message: { text: string }) => message.text)).toEqual(['/start abc', 'hi', '', ''])
  })

  it.each([
    ['a person without a name', 'people', { phone: '+998901234567' }],
    ['a person with words for a number', 'people', { firstName: 'X', phone: 'call me' }],
    ['an empty text', 'people/5500000101/say', { text: '' }],
    ['a text that is none', 'people/5500000101/say', { text: 5 }],
    ['a list for a body', 'people/5500000101/say', []],
    ['a press nowhere', 'people/5500000101/press', { messageId: 1 }],
    ['a fault without its particular', 'faults', { fault: { kind: 'flood' } }],
    ['a fault that is none', 'faults', { fault: { kind: 'earthquake' } }],
  ])('refuses %s', async (_name, path, body) => {
    const simulator = await simulate()
    simulator.people()[0]?.start()
    expect((await post(simulator, path, body)).status).toBe(400)
  })

  it('answers 409 to what the client would not allow and 404 to who is not there', async () => {
    const simulator = await simulate()
    const { id } = first(simulator.people())
    expect((await post(simulator, `people/${id}/say`, { text: 'hi' })).status).toBe(409)
    expect((await post(simulator, 'people/1/say', { text: 'hi' })).status).toBe(404)
  })

  it('sets faults and clears them', async () => {
    const simulator = await simulate()
    await post(simulator, 'faults', { fault: { kind: 'offline' } })
    await expect(call(simulator, 'getMe')).rejects.toThrow()
    await fetch(`${simulator.url}/simulator/faults`, { method: 'DELETE' })
    expect((await call(simulator, 'getMe')).status).toBe(200)
    await post(simulator, 'faults', { fault: { kind: 'error', status: 503 }, scope: { method: 'getMe' } })
    expect((await fetch(`${simulator.apiRoot}/bot${simulator.botToken}/getMe`)).status).toBe(503)
  })

  it('streams all that the page shows: first the whole, then each change', async () => {
    const simulator = await simulate()
    const person = startedPerson(simulator)
    await sendLetter(simulator, { subject: 'Before' })
    const events = await followEvents(simulator, person.id)
    expect(await events.next('people')).toHaveLength(simulator.people().length)
    expect(await events.next('letters')).toMatchObject([{ subject: 'Before' }])
    expect(await events.next('sms')).toEqual([])
    expect(await events.next('chat')).toMatchObject({ started: true, messages: [{ text: '/start', mine: true }] })
    const { body } = await call(simulator, 'sendMessage', {
      chat_id: person.id,
      text: 'hello',
      reply_markup: { keyboard: [['A']] },
    })
    expect(await events.next('message')).toMatchObject({ text: 'hello', mine: false })
    expect(await events.next('status')).toMatchObject({ keyboard: { rows: [[{ text: 'A' }]] } })
    await call(simulator, 'deleteMessage', { chat_id: person.id, message_id: body.result.message_id })
    expect(await events.next('deleted')).toEqual({ id: body.result.message_id })
    await call(simulator, 'sendChatAction', { chat_id: person.id, action: 'typing' })
    expect(await events.next('typing')).toEqual({ action: 'typing' })
    await sendLetter(simulator, { subject: 'After', html: '<p>x</p>' })
    const letter = await events.next('letter')
    expect(letter).toMatchObject({ subject: 'After', hasHtml: true })
    expect(letter).not.toHaveProperty('html')
    await sendSms(simulator, 'twilio', { Body: 'A code' })
    expect(await events.next('sms')).toMatchObject([{ text: 'A code' }])
    simulator.addPerson()
    expect(await events.next('people')).toHaveLength(simulator.people().length)
  })

  it('streams no chat to who has chosen nobody, or somebody who is not there', async () => {
    const simulator = await simulate()
    for (const person of ['', 1] as const) {
      const events = await followEvents(simulator, person)
      startedPerson(simulator)
      await sendSms(simulator, 'twilio')
      await events.next('sms')
      await events.next('sms')
      expect(events.seen).not.toContain('event: chat')
    }
  })
})

/** The events of the page's stream, one by one. */
async function followEvents({ url }: Simulator, personId: number | '') {
  const leaving = new AbortController()
  onTestFinished(() => leaving.abort())
  const response = await fetch(`${url}/simulator/events?person=${personId}`, { signal: leaving.signal })
  const chunks = response.body?.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]()
  let [text, seen] = ['', '']
  return {
    /** The data of the next event of this name. */
    async next(name: string): Promise<unknown> {
      for (;;) {
        const match = new RegExp(`event: ${name}\\ndata: (.*)\\n\\n`, 'u').exec(text)
        if (match) {
          text = text.slice(match.index + match[0].length)
          return JSON.parse(match[1] ?? '')
        }
        const chunk = await chunks?.next()
        if (!chunk || chunk.done) throw new Error(`the stream ended without «${name}»`)
        text += chunk.value
        seen += chunk.value
      }
    },
    get seen() {
      return seen
    },
  }
}
