import type { Limits, PasswordHasher } from '#platform'
import type { SessionSender } from '#sessions'

export interface AccountPorts {
  limits: Limits
  /** In memory: what a stolen session may try is counted before anything is looked up for it. */
  flood: Limits
  hasher: PasswordHasher
  sender: SessionSender
}
