import { hash } from 'node:crypto'
import { jwtVerify } from 'jose'
import { z } from 'zod'
import { sameSecret } from '#platform'
import type { OutgoingCode, ProviderSettings, Report, ReportRequest, SmsProvider } from '../model.ts'
import type { SmsNetwork } from '../network.ts'
import { type AnswerReader, readAttempt } from '../read-attempt.ts'

type Settings = Extract<ProviderSettings, { name: 'bird' }>

/**
 * Bird, which was MessageBird, by its SMS API at rest.messagebird.com. Of the newer channels API at
 * api.bird.com several versions are documented side by side, each with other addresses and other errors.
 */
export function bird(settings: Settings, network: SmsNetwork, reportUrl: string | undefined): SmsProvider {
  const { apiRoot, accessKey, signingKey } = settings
  const headers = { authorization: `AccessKey ${accessKey}`, 'content-type': 'application/json' }
  const asked = signingKey ? reportUrl : undefined
  return {
    name: 'bird',
    send: async (message, signal) => {
      const body = JSON.stringify(compose(settings, message, asked))
      return readAttempt(await network.post({ url: `${apiRoot}/messages`, headers, body }, signal), reader)
    },
    ...(signingKey && {
      readReport: async (request: ReportRequest, now: Date) =>
        (await isSigned(request, signingKey, now)) ? readReport(request) : undefined,
    }),
  }
}

function compose({ from }: Settings, { id, phone, text }: OutgoingCode, reportUrl: string | undefined): object {
  return {
    originator: from,
    recipients: [phone.slice(1)],
    body: text,
    // GSM-7 when every letter is in it, else UCS-2: told nothing, they would send question marks.
    datacoding: 'auto',
    // Without one there is no report.
    reference: id,
    ...(reportUrl && { reportUrl }),
  }
}

const Accepted = z.object({ id: z.string().min(1), recipients: z.object({ totalCount: z.int().positive() }) })
const Refused = z.object({
  errors: z.array(z.object({ code: z.int(), parameter: z.string().nullish() })).min(1),
})

const MISSING = 9
const INVALID = 10

const reader: AnswerReader = {
  accepted: (json) => Accepted.safeParse(json).data?.id,
  refused: (json) => {
    const [error] = Refused.safeParse(json).data?.errors ?? []
    if (!error) return undefined
    // «No (correct) recipients found»: a number that they do not take for one.
    const isNumber = error.parameter === 'recipients' && [MISSING, INVALID].includes(error.code)
    return { code: String(error.code), whose: isNumber ? 'recipient' : 'account' }
  },
}

/** A JWT of theirs, which names the hash of the address, in whose query the report is, and of the body, if any. */
async function isSigned({ url, headers, body }: ReportRequest, signingKey: string, now: Date): Promise<boolean> {
  try {
    const token = String(headers['messagebird-signature-jwt'])
    const options = {
      algorithms: ['HS256', 'HS384', 'HS512'],
      issuer: 'MessageBird',
      clockTolerance: 5,
      currentDate: now,
    }
    const { payload } = await jwtVerify(token, Buffer.from(signingKey), options)
    const isBodySigned = body.length === 0 || sameSecret(String(payload.payload_hash), hash('sha256', body, 'hex'))
    return payload.exp !== undefined && sameSecret(String(payload.url_hash), hash('sha256', url, 'hex')) && isBodySigned
  } catch {
    return false
  }
}

const STATUSES: Record<string, Report['status']> = {
  delivered: 'delivered',
  delivery_failed: 'undelivered',
  expired: 'undelivered',
}

function readReport({ url }: ReportRequest): Report {
  const query = new URL(url).searchParams
  return { id: query.get('reference') ?? undefined, status: STATUSES[query.get('status') ?? ''] }
}
