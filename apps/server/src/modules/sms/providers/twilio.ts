import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { sameSecret } from '#platform'
import type { OutgoingCode, ProviderSettings, Report, ReportRequest, SmsProvider } from '../model.ts'
import type { SmsNetwork } from '../network.ts'
import { type AnswerReader, readAttempt } from '../read-attempt.ts'

type Settings = Extract<ProviderSettings, { name: 'twilio' }>

/** Twilio's Programmable Messaging, version 2010-04-01. Its reports repeat nothing of ours, so the address does. */
export function twilio(settings: Settings, network: SmsNetwork, reportUrl: string | undefined): SmsProvider {
  const { apiRoot, accountSid, authToken } = settings
  const url = `${apiRoot}/2010-04-01/Accounts/${accountSid}/Messages.json`
  const headers = {
    authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
    'content-type': 'application/x-www-form-urlencoded',
  }
  return {
    name: 'twilio',
    send: async (message, signal) => {
      const body = form(settings, message, reportUrl)
      return readAttempt(await network.post({ url, headers, body }, signal), reader)
    },
    readReport: async (request) => (isSigned(request, authToken) ? readReport(request) : undefined),
  }
}

function form({ from }: Settings, { id, phone, text }: OutgoingCode, reportUrl: string | undefined): string {
  return new URLSearchParams({
    To: phone,
    [isMessagingService(from) ? 'MessagingServiceSid' : 'From']: from,
    Body: text,
    ...(reportUrl && { StatusCallback: `${reportUrl}?send=${id}` }),
  }).toString()
}

const isMessagingService = (from: string) => /^MG[0-9a-f]{32}$/i.test(from)

const Accepted = z.object({ sid: z.string().regex(/^[A-Z]{2}[0-9a-f]{32}$/) })
// `code` is left out when there is nothing to say beyond the status.
const Refused = z.object({ code: z.int().optional(), message: z.string(), status: z.int() })

// No number, not a mobile one, a landline.
const RECIPIENT = new Set([21211, 21217, 21614, 21635])
// The country is not switched on, the sender does not reach it, a trial account knows only its own numbers; or
// STOP was once written to this sender, of which no other provider knows, and now its writer asks for a code.
const ROUTE = new Set([21214, 21408, 21608, 21610, 21612])
// Too many at once: 20429 for the account, 21611 for the sender.
const MOMENT = new Set([20429, 21611])

const reader: AnswerReader = {
  accepted: (json) => Accepted.safeParse(json).data?.sid,
  refused: (json) => {
    const refused = Refused.safeParse(json).data
    if (!refused) return undefined
    const { code = refused.status } = refused
    const whose = MOMENT.has(code)
      ? 'moment'
      : RECIPIENT.has(code)
        ? 'recipient'
        : ROUTE.has(code)
          ? 'route'
          : 'account'
    return { code: String(code), whose }
  },
}

/** HMAC-SHA1 of the address and of the parameters, each name with its value, in the order of the names. */
function isSigned({ url, headers, body }: ReportRequest, authToken: string): boolean {
  const given = headers['x-twilio-signature']
  const parameters = [...new URLSearchParams(body.toString())].sort(([a], [b]) => (a < b ? -1 : 1))
  const signed = url + parameters.map(([name, value]) => name + value).join('')
  return typeof given === 'string' && sameSecret(given, createHmac('sha1', authToken).update(signed).digest('base64'))
}

const STATUSES: Record<string, Report['status']> = {
  delivered: 'delivered',
  undelivered: 'undelivered',
  failed: 'undelivered',
}

function readReport({ url, body }: ReportRequest): Report {
  const id = new URL(url).searchParams.get('send') ?? undefined
  return { id, status: STATUSES[new URLSearchParams(body.toString()).get('MessageStatus') ?? ''] }
}
