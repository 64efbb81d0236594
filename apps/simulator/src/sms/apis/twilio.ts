import { createHmac, randomBytes } from 'node:crypto'
import { isReportUrl, type SmsApi, type SmsDesk, SmsRefused, type SmsReply } from '../api.ts'
import type { NumberTrouble } from '../faults.ts'
import type { SmsRecord } from '../state.ts'

const refuse = (status: number, code: number, message: string): SmsReply => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
})

const troubles: Record<NumberTrouble, [number, string]> = {
  invalid: [21211, "The 'To' number is not a valid phone number."],
  barred: [21610, 'Attempt to send to unsubscribed recipient'],
  region: [21408, 'Permission to send an SMS has not been enabled for the region indicated by the To number'],
}

/** `POST /2010-04-01/Accounts/{Sid}/Messages.json`: Basic, a form, codes of five digits. */
export const twilioApi: SmsApi = {
  provider: 'twilio',
  url: '/2010-04-01/Accounts/:sid/Messages.json',
  answer({ headers, params, body }, desk) {
    const { accountSid, authToken } = desk.accounts.twilio
    const expected = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
    if (headers.authorization !== expected || params.sid !== accountSid) return refuse(401, 20003, 'Authenticate')
    const isForm = headers['content-type'] === 'application/x-www-form-urlencoded'
    const form: Record<string, string> = isForm ? Object.fromEntries(new URLSearchParams(body.toString())) : {}
    check(form, desk)
    const sid = `SM${randomBytes(16).toString('hex')}`
    return { status: 201, body: view(form, sid, accountSid), message: record(form, sid, desk) }
  },
  refusing: refuse(403, 20005, 'Account not active'),
  limited: { ...refuse(429, 20429, 'Too Many Requests'), headers: { 'retry-after': '7' } },
  report(message, status, { accounts }) {
    const { accountSid, authToken } = accounts.twilio
    const fields = {
      ApiVersion: '2010-04-01',
      MessageSid: message.id,
      SmsSid: message.id,
      MessageStatus: status,
      SmsStatus: status,
      AccountSid: accountSid,
      From: message.from,
      To: message.to,
      ...(status === 'undelivered' ? { ErrorCode: '30003' } : {}),
    }
    const url = message.reportUrl ?? ''
    const names = Object.keys(fields).sort() as (keyof typeof fields)[]
    const signed = names.reduce((text, name) => `${text}${name}${fields[name]}`, url)
    const signature = createHmac('sha1', authToken).update(signed).digest('base64')
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature }
    return { method: 'POST', url, headers, body: new URLSearchParams(fields).toString() }
  },
}

function check(form: Record<string, string>, desk: SmsDesk): void {
  const refused = (code: number, message: string) => new SmsRefused(refuse(400, code, message))
  if (!form.To) throw refused(21604, "A 'To' phone number is required.")
  if (!form.Body) throw refused(21602, 'Message body is required.')
  if (form.Body.length > 1600) throw refused(21617, 'The concatenated message body exceeds the 1600 character limit.')
  if (!form.From && !form.MessagingServiceSid) throw refused(21603, "A 'From' phone number is required.")
  if (!/^\+[1-9]\d{6,14}$/u.test(form.To)) throw refused(...troubles.invalid)
  if (form.From && form.From !== desk.accounts.from) throw refused(21606, "The 'From' number is not SMS-capable.")
  if (form.StatusCallback !== undefined && !isReportUrl(form.StatusCallback)) {
    throw refused(21609, "The 'StatusCallback' URL is not a valid URL.")
  }
  const trouble = desk.trouble(form.To)
  if (trouble) throw refused(...troubles[trouble])
}

function record(form: Record<string, string>, id: string, { world }: SmsDesk): SmsRecord {
  const { To: to = '', From: from = form.MessagingServiceSid ?? '', Body: text = '', StatusCallback: reportUrl } = form
  return { id, provider: 'twilio', to, from, text, at: world.now(), ...(reportUrl ? { reportUrl } : {}) }
}

function view(form: Record<string, string>, sid: string, accountSid: string): object {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: form.Body,
    date_created: new Date().toUTCString(),
    date_sent: null,
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    from: form.From ?? null,
    messaging_service_sid: form.MessagingServiceSid ?? null,
    num_media: '0',
    num_segments: '1',
    price: null,
    sid,
    status: 'queued',
    to: form.To,
    uri,
  }
}
