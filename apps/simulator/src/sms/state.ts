// Types only: the page compiles them for a browser.

export type SmsProvider = 'twilio' | 'vonage' | 'bird' | 'telegram-gateway'

/** One message on its way to one phone. */
export interface SmsRecord {
  /** As its provider answered it. */
  id: string
  provider: SmsProvider
  /** In E.164, whatever form the provider wants. */
  to: string
  from: string
  text: string
  /** Unix milliseconds. */
  at: number
  /** What was given along to be repeated in reports, and where they go. */
  reference?: string
  reportUrl?: string
}

/** What a shop's accounts at the four providers are reached with. */
export interface SmsAccounts {
  from: string
  twilio: { accountSid: string; authToken: string }
  vonage: { applicationId: string; privateKey: string; publicKey: string; signatureSecret: string }
  bird: { accessKey: string; signingKey: string }
  telegramGateway: { token: string }
}

/** What of it outlives a restart. */
export interface SmsState {
  accounts?: SmsAccounts
  messages: SmsRecord[]
}
