import type { SmsProvider, SmsRecord } from './state.ts'

/** A message as the page draws it. */
export interface SmsMessageView {
  id: string
  provider: SmsProvider
  to: string
  from: string
  text: string
  at: number
}

export function smsView({ id, provider, to, from, text, at }: SmsRecord): SmsMessageView {
  return { id, provider, to, from, text, at }
}
