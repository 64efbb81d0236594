import type { Cookies, Ephemeral, Limits } from '#platform'
import type { AccessTokens, SessionSender } from '#sessions'
import type { RelyingParty } from './model.ts'

export interface PasskeyPorts {
  tokens: AccessTokens
  ephemeral: Ephemeral
  /** In memory: for what a stranger may do before anything is known of him. */
  flood: Limits
  cookies: Cookies
  sender: SessionSender
  party: RelyingParty
}
