import { createSign, randomUUID } from 'node:crypto'
import type { Simulator } from '../src/index.ts'
import type { SmsProvider } from '../src/sms/state.ts'

export interface SmsCall {
  path: string
  headers: Record<string, string>
  body: string
}

const json = { 'content-type': 'application/json' }

/** A request that the provider takes, to be spoilt. `fields` go over those of its body. */
export async function goodCall(
  { sms }: Simulator,
  provider: SmsProvider,
  fields: Record<string, unknown> = {},
): Promise<SmsCall> {
  const accounts = await sms.accounts()
  const { from } = accounts
  switch (provider) {
    case 'twilio': {
      const { accountSid, authToken } = accounts.twilio
      const form = Object.entries({ To: '+79000000101', From: from, Body: 'Hello', ...fields })
      const given = form.filter(([, value]) => value !== undefined) as [string, string][]
      const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`
      return {
        path: `/2010-04-01/Accounts/${accountSid}/Messages.json`,
        headers: { 'content-type': 'application/x-www-form-urlencoded', authorization },
        body: new URLSearchParams(given).toString(),
      }
    }
    case 'vonage': {
      const message = { message_type: 'text', channel: 'sms', to: '79000000101', from, text: 'Hello', ...fields }
      const authorization = `Bearer ${signRs256(accounts.vonage)}`
      return { path: '/v1/messages', headers: { ...json, authorization }, body: JSON.stringify(message) }
    }
    case 'bird': {
      const message = { originator: from, recipients: ['79000000101'], body: 'Hello', ...fields }
      const authorization = `AccessKey ${accounts.bird.accessKey}`
      return { path: '/messages', headers: { ...json, authorization }, body: JSON.stringify(message) }
    }
    case 'telegram-gateway': {
      const message = { phone_number: '+79000000101', code: '048151', ttl: 60, ...fields }
      const authorization = `Bearer ${accounts.telegramGateway.token}`
      return { path: '/sendVerificationMessage', headers: { ...json, authorization }, body: JSON.stringify(message) }
    }
  }
}

export function signRs256(
  { applicationId, privateKey }: { applicationId: string; privateKey: string },
  more: object = {},
): string {
  const now = Math.floor(Date.now() / 1000)
  const claims = { application_id: applicationId, iat: now, exp: now + 60, jti: randomUUID(), ...more }
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`
  return `${signed}.${createSign('sha256').update(signed).sign(privateKey, 'base64url')}`
}

export async function callSms({ sms }: Simulator, provider: SmsProvider, { path, headers, body }: SmsCall) {
  const response = await fetch(`${sms.apiRoot(provider)}${path}`, { method: 'POST', headers, body })
  return { status: response.status, body: (await response.json()) as any }
}

/** Sends a message as a shop would. */
export async function sendSms(simulator: Simulator, provider: SmsProvider, fields: Record<string, unknown> = {}) {
  return callSms(simulator, provider, await goodCall(simulator, provider, fields))
}
