import type { Locale } from '@vitrina/contract'
import { event } from '#platform'
import type { CustomerId, DeviceInfo } from './model.ts'

export const customerRegistered = event<{ customerId: CustomerId }>('identity.customer-registered')

/** `setAt` names this very password, so that a later one is not undone by an old notice. */
export const passwordSet = event<{ customerId: CustomerId; setAt: string; device: DeviceInfo }>('identity.password-set')

/** A proof opened an account that was there before: what was typed with it, a password among it, was not taken (S2). */
export const claimIgnored = event<{ customerId: CustomerId; at: string }>('identity.claim-ignored')

/** An account was made without a password, though one was typed: there were two, and nobody knows whose (S12). */
export const passwordUnkept = event<{ customerId: CustomerId; at: string }>('identity.password-unkept')

/** A customer chose the language in which we speak to them, wherever they are written to. */
export const localeChosen = event<{ telegramId: number; locale: Locale }>('identity.locale-chosen')

/** Somebody else proved the phone of this account, which keeps all but the phone (S11). */
export const phoneLost = event<{ customerId: CustomerId; masked: string; at: string }>('identity.phone-lost')

/** Somebody else proved the address of this account, which keeps all but the address. */
export const emailLost = event<{ customerId: CustomerId; masked: string; at: string }>('identity.email-lost')

/** What of an account was changed at once; `actId` names it where it is taken back. */
interface IdentifiersChanged {
  customerId: CustomerId
  actId: string
  telegram: boolean
  phone: boolean
  email: boolean
  device: DeviceInfo
}

/** An account that was there before has a new identifier, or another one than it had. */
export const identifierAdded = event<IdentifiersChanged>('identity.identifier-added')

/** An account gave an identifier up at its owner's wish. */
export const identifierRemoved = event<IdentifiersChanged>('identity.identifier-removed')

/** Two accounts of one person became one: what belongs to `from` belongs to `into` now. */
export const accountsJoined = event<{ from: CustomerId; into: CustomerId; actId: string; device: DeviceInfo }>(
  'identity.accounts-joined',
)

/** A join was taken back: what has come from `into` since belongs to `from` again, as far as it can be told apart. */
export const accountsParted = event<{ from: CustomerId; into: CustomerId }>('identity.accounts-parted')
