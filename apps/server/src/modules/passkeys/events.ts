import type { CustomerId, DeviceInfo } from '#identity'
import { event } from '#platform'

/** `device` is where it was done, `name` what the passkey is called. */
interface PasskeyChange {
  customerId: CustomerId
  name: string | null
  device: DeviceInfo
}

/** The account can be opened by one more key. */
export const passkeyAdded = event<PasskeyChange>('passkeys.added')
export const passkeyRemoved = event<PasskeyChange>('passkeys.removed')
