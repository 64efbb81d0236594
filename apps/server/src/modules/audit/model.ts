import type { Client } from '#platform'

/** Who did it: a customer, staff, the product by itself, or somebody who has only shown a link. */
export type ActorKind = 'customer' | 'staff' | 'system' | 'stranger'

/** What can be done to an account. The codes rest in the log, so they only ever grow in number. */
export const acts = [
  'registered',
  'signed_in',
  'step_up_failed',
  'password_set',
  'password_changed',
  'password_disowned',
  'identifier_added',
  'identifier_changed',
  'identifier_removed',
  'identifier_displaced',
  'identifier_taken_back',
  'accounts_joined',
  'accounts_separated',
  'session_ended',
  'sessions_ended',
  'token_reused',
  'passkey_added',
  'passkey_removed',
  'passkey_disowned',
  'exported',
  'erased',
  'consent_given',
  'consent_withdrawn',
] as const
export type Act = (typeof acts)[number]

/** The consent log (Y7): what has to be shown for as long as anybody may ask. */
export const consents: readonly Act[] = ['consent_given', 'consent_withdrawn']

/** Words and masked values only: no secret, no full phone or address (X8). */
export type Details = Record<string, string | number | boolean | null>

export interface Entry {
  actor: { kind: ActorKind; id?: string }
  customerId: number
  act: Act
  details?: Details
  device?: Client | null
}

export interface Activity {
  act: Act
  details: Details
  device: Client
  at: Date
}

/** Whether somebody has signed in from such a device before. */
export type Familiarity = 'first' | 'known' | 'new'

// A season: who comes back after it is asked to look once more.
export const FAMILIAR_MS = 90 * 24 * 3600_000
export const KEPT_MS = 2 * 365 * 24 * 3600_000
