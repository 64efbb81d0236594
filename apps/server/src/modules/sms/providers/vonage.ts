import { createPrivateKey, hash, type KeyObject, randomUUID } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { sameSecret } from '#platform'
import type { OutgoingCode, ProviderSettings, Report, ReportRequest, SmsProvider } from '../model.ts'
import type { SmsNetwork } from '../network.ts'
import { type AnswerReader, parseJson, readAttempt } from '../read-attempt.ts'

type Settings = Extract<ProviderSettings, { name: 'vonage' }>

/**
 * Vonage's Messages API, version 1, which has taken the older SMS API's place. Signed with an application's
 * key, as they recommend: with key and secret alone an application has no reports.
 */
export function vonage(settings: Settings, network: SmsNetwork, reportUrl: string | undefined): SmsProvider {
  const { apiRoot, applicationId, signatureSecret } = settings
  const key = createPrivateKey(settings.privateKey)
  const asked = signatureSecret ? reportUrl : undefined
  return {
    name: 'vonage',
    send: async (message, signal) => {
      const call = {
        url: `${apiRoot}/v1/messages`,
        headers: {
          authorization: `Bearer ${await signToken(applicationId, key)}`,
          'content-type': 'application/json',
          accept: 'application/json',
        },
        body: JSON.stringify(compose(settings, message, asked)),
      }
      return readAttempt(await network.post(call, signal), reader)
    },
    ...(signatureSecret && {
      readReport: async (request: ReportRequest, now: Date) =>
        (await isSigned(request, signatureSecret, now)) ? readReport(request) : undefined,
    }),
  }
}

// Of the moment at which it is used, by the clock that theirs is compared with.
function signToken(applicationId: string, key: KeyObject): Promise<string> {
  return new SignJWT({ application_id: applicationId })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(key)
}

function compose({ from }: Settings, { id, phone, text }: OutgoingCode, reportUrl: string | undefined): object {
  return {
    message_type: 'text',
    channel: 'sms',
    // They want numbers without the plus.
    to: phone.slice(1),
    from: from.replace(/^\+/, ''),
    text,
    client_ref: id,
    ...(reportUrl && { webhook_url: reportUrl, webhook_version: 'v1' }),
  }
}

const Accepted = z.object({ message_uuid: z.string().min(1) })
const Refused = z.object({
  type: z.string(),
  title: z.string(),
  invalid_parameters: z.array(z.object({ name: z.string() })).optional(),
})

// Barred by them, no number, a number that is no more, none for SMS.
const RECIPIENT = new Set(['1050', '1170', '1190', '1430'])
// Unknown prefix, our sender not allowed there, a number not on a trial account's list, no way there.
const ROUTE = new Set(['1040', '1120', '1160', '1210', '1240', '1250', '1260', '1300', '1420'])
// Too much at once, or trouble of theirs.
const MOMENT = new Set(['1000', '1030', '1100', '1241'])

const reader: AnswerReader = {
  accepted: (json) => Accepted.safeParse(json).data?.message_uuid,
  refused: (json) => {
    const refused = Refused.safeParse(json).data
    if (!refused) return undefined
    // The kind of error is the fragment of an address: …/api-errors/messages#1120.
    const code = /#([\w-]{1,40})$/.exec(refused.type)?.[1] ?? 'unknown'
    const isNumber = refused.invalid_parameters?.some(({ name }) => name === 'to')
    if (RECIPIENT.has(code) || isNumber) return { code, whose: 'recipient' }
    if (ROUTE.has(code)) return { code, whose: 'route' }
    return { code, whose: MOMENT.has(code) ? 'moment' : 'account' }
  },
}

// They repeat a report for a day, but sign it anew each time.
const OLDEST = '15m'

/** A JWT of theirs, which names the hash of the body: otherwise one that was overheard would carry any. */
async function isSigned({ headers, body }: ReportRequest, secret: string, now: Date): Promise<boolean> {
  const token = /^Bearer (.+)$/i.exec(headers.authorization?.toString() ?? '')?.[1] ?? ''
  try {
    const options = { algorithms: ['HS256'], maxTokenAge: OLDEST, clockTolerance: 60, currentDate: now }
    const { payload } = await jwtVerify(token, Buffer.from(secret), options)
    return sameSecret(String(payload.payload_hash), hash('sha256', body, 'hex'))
  } catch {
    return false
  }
}

const StatusReport = z.object({ client_ref: z.string().optional(), status: z.string() })
const STATUSES: Record<string, Report['status']> = {
  delivered: 'delivered',
  undeliverable: 'undelivered',
  rejected: 'undelivered',
}

function readReport({ body }: ReportRequest): Report {
  const report = StatusReport.safeParse(parseJson(body.toString())).data
  return { id: report?.client_ref, status: STATUSES[report?.status ?? ''] }
}
