import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startSimulator } from '../src/index.ts'
import { callSms, goodCall, sendSms, signRs256 } from './sms-support.ts'
import { jsonOf, simulate } from './support.ts'

const ANNA = '+79000000101'

describe('a provider takes what the real one takes', () => {
  it.each([
    ['twilio', 201, { sid: expect.stringMatching(/^SM[0-9a-f]{32}$/), status: 'queued' }],
    ['vonage', 202, { message_uuid: expect.stringMatching(/^[0-9a-f-]{36}$/) }],
    ['bird', 201, { id: expect.any(String), recipients: { totalSentCount: 1 } }],
    ['telegram-gateway', 200, { ok: true, result: { phone_number: ANNA, delivery_status: { status: 'sent' } } }],
  ] as const)('%s answers %i, and the message is in the inbox of its number', async (provider, status, body) => {
    const simulator = await simulate()
    const answer = await sendSms(simulator, provider)
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject(body)
    expect(simulator.sms.inbox(ANNA)).toMatchObject([{ provider, to: ANNA }])
    expect(simulator.sms.inbox('79000000101')).toHaveLength(1)
  })
})

describe('a provider refuses what the real one refuses', () => {
  it.each([
    ['no recipient', { To: undefined }, 21604],
    ['no text', { Body: undefined }, 21602],
    ['no sender', { From: undefined }, 21603],
    ['a number without its plus', { To: '79000000101' }, 21211],
    ['somebody else’s sender', { From: '+15005550006' }, 21606],
    ['a callback in clear', { StatusCallback: 'http://shop.example/report' }, 21609],
  ])('twilio: %s', async (_, fields, code) => {
    const { status, body } = await sendSms(await simulate(), 'twilio', fields)
    expect({ status, code: body.code, says: body.status }).toEqual({ status: 400, code, says: 400 })
  })

  it.each([
    ['a number with its plus', { to: ANNA }, 'to'],
    ['another channel', { channel: 'viber' }, 'channel'],
    ['no text', { text: '' }, 'text'],
    ['too long a reference', { client_ref: 'x'.repeat(101) }, 'client_ref'],
    ['a callback in clear', { webhook_url: 'http://shop.example/report' }, 'webhook_url'],
  ])('vonage: %s', async (_, fields, name) => {
    const { status, body } = await sendSms(await simulate(), 'vonage', fields)
    expect(status).toBe(422)
    expect(body.invalid_parameters).toMatchObject([{ name }])
  })

  it.each([
    ['no sender', { originator: undefined }, 9, 'originator'],
    ['a name too long to be one', { originator: 'Twelve chars' }, 10, 'originator'],
    ['no number', { recipients: [] }, 9, 'recipients'],
    ['no text', { body: '' }, 9, 'body'],
    ['an unknown coding', { datacoding: 'latin' }, 10, 'datacoding'],
    ['a callback in clear', { reportUrl: 'http://shop.example/report' }, 10, 'reportUrl'],
  ])('bird: %s', async (_, fields, code, parameter) => {
    const { status, body } = await sendSms(await simulate(), 'bird', fields)
    expect({ status, errors: body.errors }).toMatchObject({ status: 422, errors: [{ code, parameter }] })
  })

  it.each([
    ['a number without its plus', { phone_number: '79000000101' }, 'PHONE_NUMBER_INVALID'],
    ['a number that is not in Telegram', { phone_number: '+79000000999' }, 'PHONE_NUMBER_NOT_FOUND'],
    ['a code of letters', { code: 'abcdef' }, 'CODE_INVALID'],
    ['no code', { code: undefined }, 'CODE_LENGTH_REQUIRED'],
    ['too short a life', { ttl: 29 }, 'TTL_INVALID'],
    ['too long a payload', { payload: 'x'.repeat(129) }, 'PAYLOAD_INVALID'],
    ['a callback in clear', { callback_url: 'http://shop.example/report' }, 'CALLBACK_URL_INVALID'],
  ])('telegram-gateway: %s', async (_, fields, error) => {
    expect((await sendSms(await simulate(), 'telegram-gateway', fields)).body).toEqual({ ok: false, error })
  })

  it.each([
    ['twilio', 401, { code: 20003 }],
    ['vonage', 401, { type: expect.stringContaining('unauthorized') }],
    ['bird', 401, { errors: [{ code: 2 }] }],
    ['telegram-gateway', 200, { ok: false, error: 'ACCESS_TOKEN_INVALID' }],
  ] as const)('%s: wrong credentials', async (provider, status, body) => {
    const simulator = await simulate()
    const call = await goodCall(simulator, provider)
    const answer = await callSms(simulator, provider, {
      ...call,
      headers: { ...call.headers, authorization: 'Bearer x' },
    })
    expect(answer).toMatchObject({ status, body })
    expect(simulator.sms.inbox(ANNA)).toEqual([])
  })

  it('vonage: a token of another application, out of force, without an id or not signed by its key', async () => {
    const simulator = await simulate()
    const { vonage } = await simulator.sms.accounts()
    const call = await goodCall(simulator, 'vonage')
    const good = signRs256(vonage)
    const tokens = [
      signRs256({ ...vonage, applicationId: 'another' }),
      signRs256(vonage, { exp: 1 }),
      signRs256(vonage, { jti: undefined }),
      `${good.slice(0, -8)}AAAAAAAA`,
    ]
    for (const token of tokens) {
      const headers = { ...call.headers, authorization: `Bearer ${token}` }
      expect((await callSms(simulator, 'vonage', { ...call, headers })).status).toBe(401)
    }
  })
})

describe('the control of the providers', () => {
  it('switches faults and numbers, and switches them off again', async () => {
    const simulator = await simulate()
    const post = (path: string, body: object) =>
      fetch(`${simulator.url}/simulator/sms/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    expect((await post('faults', { provider: 'twilio', kind: 'limited' })).status).toBe(204)
    expect((await post('numbers', { phone: ANNA, trouble: 'barred' })).status).toBe(204)
    expect((await sendSms(simulator, 'twilio')).status).toBe(429)
    expect((await sendSms(simulator, 'vonage')).status).toBe(422)
    await fetch(`${simulator.url}/simulator/sms/faults`, { method: 'DELETE' })
    expect((await sendSms(simulator, 'twilio')).status).toBe(201)
    expect((await post('faults', { provider: 'mtn', kind: 'limited' })).status).toBe(400)
    expect((await post('faults', { provider: 'twilio', kind: 'slow' })).status).toBe(400)
    expect((await post('numbers', { phone: 'Anna', trouble: 'barred' })).status).toBe(400)
  })

  it('reads one number’s inbox, newest first, and hands out a signed report', async () => {
    const simulator = await simulate()
    await sendSms(simulator, 'bird', { body: 'first', reportUrl: 'https://shop.example/report', reference: 'r' })
    await sendSms(simulator, 'bird', { body: 'second' })
    await sendSms(simulator, 'bird', { recipients: ['998900000102'] })
    const inbox = await jsonOf(fetch(`${simulator.url}/simulator/sms?to=%2B79000000101`))
    expect(inbox.map(({ text }: { text: string }) => text)).toEqual(['second', 'first'])
    const report = (id: string, status: string) => fetch(`${simulator.url}/simulator/sms/${id}/report/${status}`)
    expect(await jsonOf(report(inbox[1].id, 'delivered'))).toMatchObject({ method: 'GET' })
    expect((await report(inbox[0].id, 'delivered')).status).toBe(404)
    expect((await report(inbox[1].id, 'eaten')).status).toBe(404)
  })

  it('keeps accounts and messages over a restart, and not without end', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'simulator-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const stateFile = join(folder, 'state.json')
    const before = await startSimulator({ stateFile })
    for (let nth = 0; nth < 510; nth++) await sendSms(before, 'twilio', { Body: `message ${nth}` })
    const accounts = await before.sms.accounts()
    await before.close()
    expect(JSON.parse(await readFile(stateFile, 'utf8')).sms.messages).toHaveLength(500)

    const after = await simulate({ stateFile })
    expect(await after.sms.accounts()).toEqual(accounts)
    expect(after.sms.inbox(ANNA)).toHaveLength(500)
    expect(after.sms.inbox(ANNA)[0]?.text).toBe('message 509')
  })
})
