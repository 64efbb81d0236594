import type { Locale } from '@vitrina/contract'
import { event } from '#platform'
import type { CustomerId, DeviceInfo } from './model.ts'

export const customerRegistered = event<{ customerId: CustomerId }>('identity.customer-registered')

/** `setAt` names this very password, so that a later one is not undone by an old notice. */
export const passwordSet = event<{ customerId: CustomerId; setAt: string; device: DeviceInfo }>('identity.password-set')

/** A proof opened an account that was there before: what was typed with it, a password among it, was not taken (S2). */
export const claimIgnored = event<{ customerId: CustomerId }>('identity.claim-ignored')

/** A customer chose the language in which we speak to them, wherever they are written to. */
export const localeChosen = event<{ telegramId: number; locale: Locale }>('identity.locale-chosen')

/** A spent refresh token came again: a copy of it is in other hands, and the session is over. */
export const refreshTokenReused = event<{ customerId: CustomerId; device: DeviceInfo }>('identity.refresh-token-reused')

/** Somebody else proved the phone of this account, which keeps all but the phone (S11). */
export const phoneLost = event<{ customerId: CustomerId; masked: string }>('identity.phone-lost')

/** Somebody else proved the address of this account, which keeps all but the address. */
export const emailLost = event<{ customerId: CustomerId; masked: string }>('identity.email-lost')

/** An account that was there before has a new identifier, or another one than it had. */
export const identifierAdded = event<{
  customerId: CustomerId
  telegram: boolean
  phone: boolean
  email: boolean
  device: DeviceInfo
}>('identity.identifier-added')
