import type { Cookies, PasswordHasher, Signals } from '#platform'
import type { SessionSender } from '#sessions'
import type { Sms } from '#sms'
import type { CodeCarriers, ConfirmPorts } from '#verification-codes'

export interface RegistrationPorts extends ConfirmPorts {
  sms?: Pick<Sms, 'codeCameBack' | 'ensureAllowed'> | undefined
  hasher: PasswordHasher
  /** The channels that codes can take; Telegram is always one. */
  carriers: CodeCarriers
  signals: Signals
  cookies: Cookies
  sender: SessionSender
  /** `https://t.me/<bot>`, or nothing while the bot's name is not known. */
  botLink: () => { username: string; link: (start: string) => string } | undefined
}

/** Holds the starting browser's own secret. */
export const TXN_COOKIE = 'txn'
