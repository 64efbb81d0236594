import { createHmac, hash } from 'node:crypto'
import { z } from 'zod'
import { sameSecret } from '#platform'
import type { OutgoingCode, ProviderSettings, Report, ReportRequest, SmsProvider } from '../model.ts'
import type { SmsNetwork } from '../network.ts'
import { type AnswerReader, parseJson, readAttempt } from '../read-attempt.ts'

type Settings = Extract<ProviderSettings, { name: 'telegram-gateway' }>

// As long as the code is good. Undelivered by then it is deleted, and the fee comes back.
const TTL_SECONDS = 300

/**
 * Telegram's own Gateway: the code comes from «Verification Codes», for a fraction of an SMS. `checkSendAbility` is
 * not asked first: its yes costs as much as the message, and the message itself is refused at once, and free, when
 * the number is not in Telegram.
 */
export function telegramGateway(settings: Settings, network: SmsNetwork, reportUrl: string | undefined): SmsProvider {
  const { apiRoot, token } = settings
  const url = `${apiRoot}/sendVerificationMessage`
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return {
    name: 'telegram-gateway',
    send: async (message, signal) => {
      const body = JSON.stringify(compose(message, reportUrl))
      return readAttempt(await network.post({ url, headers, body }, signal), reader)
    },
    readReport: async (request, now) => (isSigned(request, token, now) ? readReport(request) : undefined),
  }
}

function compose({ id, phone, code }: OutgoingCode, reportUrl: string | undefined): object {
  return {
    phone_number: phone,
    code,
    ttl: TTL_SECONDS,
    payload: id,
    ...(reportUrl && { callback_url: reportUrl }),
  }
}

const Accepted = z.object({ ok: z.literal(true), result: z.object({ request_id: z.string().min(1) }) })
const Refused = z.object({ ok: z.literal(false), error: z.string().regex(/^[A-Z0-9_]{1,64}$/) })

const reader: AnswerReader = {
  accepted: (json) => Accepted.safeParse(json).data?.result.request_id,
  refused: (json) => {
    const code = Refused.safeParse(json).data?.error
    if (!code) return undefined
    const flood = /^FLOOD_WAIT(?:_(\d{1,6}))?$/.exec(code)
    if (flood) return { code: 'FLOOD_WAIT', whose: 'moment', retryAfterSeconds: Number(flood[1] ?? 1) }
    // Not in Telegram, or closed to such messages: an SMS may reach them all the same.
    return { code, whose: code.startsWith('PHONE_NUMBER_') ? 'route' : 'account' }
  },
}

const OLDEST_MS = 15 * 60_000

/** HMAC-SHA256 of the moment and the body, under the SHA-256 of the token. */
function isSigned({ headers, body }: ReportRequest, token: string, now: Date): boolean {
  const [at, given] = [headers['x-request-timestamp'], headers['x-request-signature']]
  if (typeof at !== 'string' || typeof given !== 'string') return false
  const expected = createHmac('sha256', hash('sha256', token, 'buffer'))
    .update(`${at}\n`)
    .update(body)
    .digest('hex')
  return sameSecret(given, expected) && Math.abs(now.getTime() - Number(at) * 1000) <= OLDEST_MS
}

const StatusReport = z.object({
  payload: z.string().optional(),
  delivery_status: z.object({ status: z.string() }).optional(),
})
const STATUSES: Record<string, Report['status']> = { delivered: 'delivered', read: 'delivered', expired: 'undelivered' }

function readReport({ body }: ReportRequest): Report {
  const report = StatusReport.safeParse(parseJson(body.toString())).data
  return { id: report?.payload, status: STATUSES[report?.delivery_status?.status ?? ''] }
}
