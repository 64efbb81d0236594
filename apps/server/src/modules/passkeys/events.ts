import type { CustomerId, DeviceInfo } from '#identity'
import { event } from '#platform'
import type { SessionId } from '#sessions'

/** `device` is where it was done, `name` what the passkey is called. */
interface PasskeyChange {
  customerId: CustomerId
  name: string | null
  device: DeviceInfo
}

/** The account can be opened by one more key; `sessionId` and `addedAt` tell what has to be undone with it. */
export const passkeyAdded = event<PasskeyChange & { sessionId: SessionId; addedAt: string }>('passkeys.added')
/** It opens nothing any more; `sessionId` and `removedAt` tell who may have to go with it. */
export const passkeyRemoved = event<PasskeyChange & { sessionId: SessionId; removedAt: string }>('passkeys.removed')
