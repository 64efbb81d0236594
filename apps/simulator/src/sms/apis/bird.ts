import { hash, randomBytes, randomUUID } from 'node:crypto'
import { isReportUrl, isText, readJson, type SmsApi, type SmsDesk, SmsRefused, type SmsReply } from '../api.ts'
import { signHs256 } from './vonage.ts'

const refuse = (status: number, code: number, description: string, parameter: string | null): SmsReply => ({
  status,
  body: { errors: [{ code, description, parameter }] },
})

/** `POST /messages` of rest.messagebird.com: an access key, JSON, a list of errors by number and parameter. */
export const birdApi: SmsApi = {
  provider: 'bird',
  url: '/messages',
  answer(request, desk) {
    if (request.headers.authorization !== `AccessKey ${desk.accounts.bird.accessKey}`) {
      return refuse(401, 2, 'Request not allowed (incorrect access_key)', 'access_key')
    }
    const message = readJson(request) ?? {}
    const recipient = check(message, desk)
    const id = randomBytes(16).toString('hex')
    const { originator: from, body: text, reference, reportUrl } = message as Record<string, string>
    const extra = { ...(reference ? { reference } : {}), ...(reportUrl ? { reportUrl } : {}) }
    const record = {
      id,
      provider: 'bird',
      to: `+${recipient}`,
      from: `${from}`,
      text: `${text}`,
      at: desk.world.now(),
    } as const
    return { status: 201, body: view(message, id, recipient), message: { ...record, ...extra } }
  },
  refusing: refuse(402, 25, 'Not enough balance', null),
  limited: refuse(429, 429, 'Too many requests', null),
  report(message, status, { accounts }) {
    const url = new URL(message.reportUrl ?? '')
    const news = {
      id: message.id,
      reference: message.reference ?? '',
      recipient: message.to.slice(1),
      status: status === 'delivered' ? 'delivered' : 'delivery_failed',
      statusDatetime: new Date().toISOString(),
      ...(status === 'undelivered' ? { statusErrorCode: '1' } : {}),
    }
    for (const [name, value] of Object.entries(news)) url.searchParams.set(name, value)
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: 'MessageBird',
      nbf: now,
      exp: now + 60,
      jti: randomUUID(),
      url_hash: hash('sha256', url.href, 'hex'),
    }
    const headers = { 'messagebird-signature-jwt': signHs256(claims, accounts.bird.signingKey) }
    return { method: 'GET', url: url.href, headers, body: '' }
  },
}

/** The number, when nothing is wrong. */
function check(message: Record<string, unknown>, { trouble }: SmsDesk): string {
  const { originator, recipients, body, datacoding, reportUrl } = message
  const refused = (code: number, description: string, parameter: string) =>
    new SmsRefused(refuse(422, code, description, parameter))
  if (originator === undefined) throw refused(9, 'originator is required', 'originator')
  const isSender = isText(originator, 1, 17) && (/^\+?\d{1,17}$/u.test(originator) || originator.length <= 11)
  if (!isSender) throw refused(10, 'originator is invalid', 'originator')
  if (!isText(body, 1, 1377)) throw refused(9, 'body is required', 'body')
  const [number] = Array.isArray(recipients) ? recipients.map(String) : []
  const isNumber = number !== undefined && /^[1-9]\d{6,14}$/u.test(number)
  if (!isNumber || trouble(`+${number}`)) throw refused(9, 'no (correct) recipients found', 'recipients')
  if (datacoding !== undefined && !['plain', 'unicode', 'auto'].includes(String(datacoding))) {
    throw refused(10, 'datacoding is invalid', 'datacoding')
  }
  if (reportUrl !== undefined && !isReportUrl(reportUrl)) throw refused(10, 'reportUrl is invalid', 'reportUrl')
  return number
}

function view(message: Record<string, unknown>, id: string, recipient: string): object {
  const now = new Date().toISOString()
  return {
    id,
    href: `https://rest.messagebird.com/messages/${id}`,
    direction: 'mt',
    type: 'sms',
    originator: message.originator,
    body: message.body,
    reference: message.reference ?? null,
    datacoding: message.datacoding ?? 'plain',
    createdDatetime: now,
    recipients: {
      totalCount: 1,
      totalSentCount: 1,
      totalDeliveredCount: 0,
      totalDeliveryFailedCount: 0,
      items: [{ recipient: Number(recipient), status: 'sent', statusDatetime: now }],
    },
  }
}
