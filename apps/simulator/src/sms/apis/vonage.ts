import { createHmac, hash, randomUUID, verify } from 'node:crypto'
import {
  isReportUrl,
  isText,
  readJson,
  type SmsApi,
  type SmsDesk,
  SmsRefused,
  type SmsReply,
  type SmsRequest,
} from '../api.ts'
import type { NumberTrouble } from '../faults.ts'

const errors = 'https://developer.vonage.com/api-errors'

const refuse = (status: number, kind: string, title: string, more: object = {}): SmsReply => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: { type: `${errors}${kind}`, title, detail: title, instance: randomUUID(), ...more },
})

const troubles: Record<NumberTrouble, [string, string]> = {
  invalid: ['/messages#1430', 'Invalid recipient'],
  barred: ['/messages#1050', 'Number barred'],
  region: ['/messages#1160', 'Non White-listed Destination'],
}

/** `POST /v1/messages` of the Messages API: a JWT of the application, JSON, problems by RFC 7807. */
export const vonageApi: SmsApi = {
  provider: 'vonage',
  url: '/v1/messages',
  answer(request, desk) {
    if (!isOurs(request, desk)) return refuse(401, '#unauthorized', 'You did not provide correct credentials.')
    const message = readJson(request) ?? {}
    check(message, desk)
    const id = randomUUID()
    const { to, from, text, client_ref: reference, webhook_url: reportUrl } = message as Record<string, string>
    const extra = { ...(reference ? { reference } : {}), ...(reportUrl ? { reportUrl } : {}) }
    const record = {
      id,
      provider: 'vonage',
      to: `+${to}`,
      from: `${from}`,
      text: `${text}`,
      at: desk.world.now(),
    } as const
    return { status: 202, body: { message_uuid: id }, message: { ...record, ...extra } }
  },
  refusing: refuse(402, '#low-balance', 'This request could not be performed due to your account balance being low.'),
  limited: refuse(429, '/messages#1000', 'Throttled'),
  report(message, status, { accounts }) {
    const body = JSON.stringify({
      message_uuid: message.id,
      to: message.to.slice(1),
      from: message.from,
      timestamp: new Date().toISOString(),
      status: status === 'delivered' ? 'delivered' : 'undeliverable',
      channel: 'sms',
      client_ref: message.reference,
    })
    const claims = { iss: 'Vonage', iat: seconds(), jti: randomUUID(), payload_hash: hash('sha256', body, 'hex') }
    const token = signHs256(claims, accounts.vonage.signatureSecret)
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
    return { method: 'POST', url: message.reportUrl ?? '', headers, body }
  },
}

function check(message: Record<string, unknown>, { accounts, trouble }: SmsDesk): void {
  const { channel, message_type: type, to, from, text, client_ref: reference, webhook_url: url } = message
  const faults = [
    ...(channel === 'sms' ? [] : ['channel']),
    ...(type === 'text' ? [] : ['message_type']),
    ...(isText(text, 1, 1000) ? [] : ['text']),
    ...(isText(from, 1, 15) ? [] : ['from']),
    ...(typeof to === 'string' && /^[1-9]\d{6,14}$/u.test(to) ? [] : ['to']),
    ...(reference === undefined || isText(reference, 1, 100) ? [] : ['client_ref']),
    ...(url === undefined || isReportUrl(url) ? [] : ['webhook_url']),
  ]
  const invalid = faults.map((name) => ({ name, reason: 'The value of the parameter is invalid.' }))
  if (invalid.length > 0) {
    throw new SmsRefused(refuse(422, '/messages#1150', 'Invalid params', { invalid_parameters: invalid }))
  }
  if (from !== accounts.from) throw new SmsRefused(refuse(422, '/messages#1120', 'Invalid sender'))
  const found = trouble(`+${to}`)
  if (found) throw new SmsRefused(refuse(422, ...troubles[found]))
}

const seconds = () => Math.floor(Date.now() / 1000)

/** A JWT signed with the application's key, in force, with an id of its own. */
function isOurs({ headers }: SmsRequest, { accounts }: SmsDesk): boolean {
  const { applicationId, publicKey } = accounts.vonage
  const [head = '', claims = '', signature = ''] = String(headers.authorization)
    .replace(/^Bearer /u, '')
    .split('.')
  try {
    const { alg } = decode(head)
    const { application_id: id, jti, iat, exp } = decode(claims)
    const isSigned = verify('sha256', Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature, 'base64url'))
    const inForce = Number(iat) <= seconds() + 5 && Number(exp) > seconds() && Number(exp) - Number(iat) <= 24 * 3600
    return alg === 'RS256' && isSigned && id === applicationId && inForce && isText(jti, 1, 100)
  } catch {
    return false
  }
}

const decode = (part: string): Record<string, unknown> => JSON.parse(Buffer.from(part, 'base64url').toString())

export function signHs256(claims: object, secret: string): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}
