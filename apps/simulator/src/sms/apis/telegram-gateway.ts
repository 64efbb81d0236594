import { createHmac, hash, randomBytes } from 'node:crypto'
import { isReportUrl, isText, readJson, type SmsApi, type SmsDesk, SmsRefused, type SmsReply } from '../api.ts'
import { digitsOf } from '../records.ts'

const refuse = (error: string): SmsReply => ({ status: 200, body: { ok: false, error } })

/** `POST /sendVerificationMessage` of Telegram's Gateway. Whoever is in this simulated Telegram can be reached. */
export const telegramGatewayApi: SmsApi = {
  provider: 'telegram-gateway',
  url: '/sendVerificationMessage',
  answer(request, desk) {
    const { authorization } = request.headers
    if (authorization === undefined) return refuse('ACCESS_TOKEN_REQUIRED')
    if (authorization !== `Bearer ${desk.accounts.telegramGateway.token}`) return refuse('ACCESS_TOKEN_INVALID')
    const message = readJson(request) ?? {}
    check(message, desk)
    const {
      phone_number: to = '',
      code,
      payload: reference,
      callback_url: reportUrl,
    } = message as Record<string, string>
    const id = randomBytes(12).toString('base64url')
    const at = desk.world.now()
    const delivery = { status: 'sent', updated_at: Math.floor(at / 1000) }
    const result = {
      request_id: id,
      phone_number: to,
      request_cost: 0.01,
      remaining_balance: 9.99,
      delivery_status: delivery,
    }
    const extra = { ...(reference ? { reference } : {}), ...(reportUrl ? { reportUrl } : {}) }
    const text = `${code} is your verification code.`
    return {
      status: 200,
      body: { ok: true, result: { ...result, ...(reference ? { payload: reference } : {}) } },
      message: { id, provider: 'telegram-gateway', to, from: 'Verification Codes', text, at, ...extra },
    }
  },
  refusing: refuse('BALANCE_NOT_ENOUGH'),
  limited: refuse('FLOOD_WAIT_7'),
  report(message, status, { accounts }) {
    const now = String(Math.floor(Date.now() / 1000))
    const body = JSON.stringify({
      request_id: message.id,
      phone_number: message.to,
      request_cost: 0.01,
      delivery_status: { status: status === 'delivered' ? 'delivered' : 'expired', updated_at: Number(now) },
      payload: message.reference,
    })
    const key = hash('sha256', accounts.telegramGateway.token, 'buffer')
    const signature = createHmac('sha256', key).update(`${now}\n${body}`).digest('hex')
    const headers = { 'x-request-timestamp': now, 'x-request-signature': signature }
    return {
      method: 'POST',
      url: message.reportUrl ?? '',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    }
  },
}

function check(message: Record<string, unknown>, { world, trouble }: SmsDesk): void {
  const { phone_number: phone, code, ttl, payload, callback_url: url } = message
  const refused = (error: string) => new SmsRefused(refuse(error))
  if (typeof phone !== 'string' || !/^\+[1-9]\d{6,14}$/u.test(phone)) throw refused('PHONE_NUMBER_INVALID')
  if (code === undefined) throw refused('CODE_LENGTH_REQUIRED')
  if (typeof code !== 'string' || !/^\d{4,8}$/u.test(code)) throw refused('CODE_INVALID')
  const isTtl = typeof ttl === 'number' && Number.isInteger(ttl) && ttl >= 30 && ttl <= 3600
  if (ttl !== undefined && !isTtl) throw refused('TTL_INVALID')
  if (payload !== undefined && !isText(payload, 0, 128)) throw refused('PAYLOAD_INVALID')
  if (url !== undefined && !(isReportUrl(url) && isText(url, 1, 256))) throw refused('CALLBACK_URL_INVALID')
  const isInTelegram = world.state.people.some((person) => digitsOf(person.phone) === digitsOf(phone))
  if (!isInTelegram) throw refused('PHONE_NUMBER_NOT_FOUND')
  if (trouble(phone)) throw refused('PHONE_NUMBER_NOT_AVAILABLE')
}
