import type { World } from '../world/world.ts'
import type { NumberTrouble } from './faults.ts'
import type { SmsAccounts, SmsProvider, SmsRecord } from './state.ts'

/** A request as it came. */
export interface SmsRequest {
  headers: Record<string, string | string[] | undefined>
  params: Record<string, string>
  body: Buffer
}

/** What an API knows of the world when it answers. */
export interface SmsDesk {
  world: World
  accounts: SmsAccounts
  trouble: (phone: string) => NumberTrouble | undefined
}

export interface SmsReply {
  status: number
  body: unknown
  headers?: Record<string, string>
  /** The message that was taken. */
  message?: SmsRecord
}

/** A delivery report, signed and ready to be sent. */
export interface SmsReport {
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  body: string
}

/** One provider's API for sending, as strict as the real one. */
export interface SmsApi {
  provider: SmsProvider
  url: string
  answer(request: SmsRequest, desk: SmsDesk): SmsReply
  /** Its words when our account there is in trouble, and when there is too much at once. */
  refusing: SmsReply
  limited: SmsReply
  report(message: SmsRecord, status: 'delivered' | 'undelivered', desk: SmsDesk): SmsReport
}

/** Thrown by the checks of an API, answered as it is. */
export class SmsRefused extends Error {
  readonly reply: SmsReply

  constructor(reply: SmsReply) {
    super('refused')
    this.reply = reply
  }
}

export function readJson({ headers, body }: SmsRequest): Record<string, unknown> | undefined {
  if (!String(headers['content-type'] ?? '').startsWith('application/json')) return undefined
  try {
    const value: unknown = JSON.parse(body.toString())
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}

export const isText = (value: unknown, least: number, most: number): value is string =>
  typeof value === 'string' && value.length >= least && value.length <= most

/** Providers call back over TLS only. */
export const isReportUrl = (value: unknown): boolean =>
  typeof value === 'string' && URL.canParse(value) && new URL(value).protocol === 'https:'
