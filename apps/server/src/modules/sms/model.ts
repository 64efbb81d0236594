import type { Locale, Phone } from '@vitrina/contract'
import type { Delivery } from '#platform'

export type ProviderName = 'twilio' | 'vonage' | 'bird' | 'telegram-gateway'

/** How one provider is reached; secrets of delivery reports are optional, and without one none is asked for. */
export type ProviderSettings =
  | { name: 'twilio'; apiRoot: string; accountSid: string; authToken: string; from: string }
  | {
      name: 'vonage'
      apiRoot: string
      applicationId: string
      /** PKCS#8 or PKCS#1, in PEM. */
      privateKey: string
      from: string
      signatureSecret?: string | undefined
    }
  | { name: 'bird'; apiRoot: string; accessKey: string; from: string; signingKey?: string | undefined }
  | { name: 'telegram-gateway'; apiRoot: string; token: string }

export interface SmsSettings {
  /** In the order in which they are tried. */
  providers: readonly ProviderSettings[]
  /** Whose numbers get codes, as two capital letters. */
  countries: readonly string[]
}

export interface Asker {
  browser: string | null
  system: string | null
  /** In the shop's time zone: «14:05». */
  time: string
}

export interface SendCode {
  phone: Phone
  code: string
  locale: Locale
  /** Who asked for it, for its reader to know and refuse (X6). */
  asker: Asker
  /** Whose code it is: what `codeCameBack` is told when it was typed in. */
  key: string
  /** Providers that an earlier code of this key went through in vain; the others come first. */
  tried?: readonly string[]
}

/** What became of a code, and who has it; with a refusal or nothing done, nobody. */
export type SmsDelivery = Delivery & { provider?: ProviderName }

/** One message as a provider is given it. */
export interface OutgoingCode {
  /** The ledger's, which providers repeat in their reports. */
  id: string
  phone: Phone
  code: string
  text: string
}

/** What one try at one provider came to; `code` is theirs, and never their words, which may quote the number. */
export type Attempt =
  | { outcome: 'accepted'; messageId: string }
  | { outcome: 'refused'; whose: Whose; code: string }
  | { outcome: 'not_done'; code: string; retryAfterSeconds?: number }
  | { outcome: 'doubtful'; code: string }

/** The recipient wants or gets nothing; this provider has no way there; or our account there is in trouble. */
export type Whose = 'recipient' | 'route' | 'account'

/** A request to our webhook, its address as the provider was given it. */
export interface ReportRequest {
  url: string
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

/** What a report says of the message; `id` is the ledger's. Other news than these two is of no use to us. */
export interface Report {
  id: string | undefined
  status: 'delivered' | 'undelivered' | undefined
}

/** One provider, by its own API. */
export interface SmsProvider {
  readonly name: ProviderName
  send(message: OutgoingCode, signal: AbortSignal): Promise<Attempt>
  /** Nothing when the signature is wrong. Absent when there is no secret to check it by. */
  readReport?(request: ReportRequest, now: Date): Promise<Report | undefined>
}

// As security.md S16 has it.
export const JUDGED_SENDS = 50
const LEAST_BACK = JUDGED_SENDS / 5
/** Older codes say nothing of today. */
export const JUDGED_MS = 24 * 3600_000
const PAUSE_MS = 3600_000
/** Past the judging there is only the operator who may want to look. */
export const KEPT_MS = 30 * 24 * 3600_000

export interface JudgedSend {
  sentAt: Date
  cameBackAt: Date | null
}

/**
 * Until when a prefix gets no codes, given its last ones, newest first. After the pause one more is let through;
 * each that comes back lets the next one pass, so that an operator's outage heals without anybody's help.
 */
export function pausedUntil(sends: readonly JudgedSend[]): Date | undefined {
  const [newest] = sends
  if (!newest || sends.length < JUDGED_SENDS) return undefined
  const back = sends.filter(({ cameBackAt }) => cameBackAt !== null).length
  if (back >= LEAST_BACK || newest.cameBackAt) return undefined
  return new Date(newest.sentAt.getTime() + PAUSE_MS)
}

// National numbers end in seven digits that one operator gives out; what is before them is country and operator.
const SUBSCRIBER_DIGITS = 7
const LEAST_PREFIX = 2

/** Country and operator of a number, e.g. `+99890`: pumping buys numbers by the block. */
export function prefixOf(phone: Phone): string {
  return phone.slice(0, Math.max(LEAST_PREFIX, phone.length - SUBSCRIBER_DIGITS))
}
