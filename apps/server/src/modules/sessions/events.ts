import type { CustomerId, DeviceInfo } from '#identity'
import { event } from '#platform'
import type { SessionId } from './model.ts'

/** A spent refresh token came again: a copy of it is in other hands, and the session is over. */
export const refreshTokenReused = event<{ customerId: CustomerId; sessionId: SessionId; device: DeviceInfo }>(
  'identity.refresh-token-reused',
)

/** A session was opened from where this customer has not been seen for a season. */
export const newDeviceSeen = event<{ customerId: CustomerId; sessionId: SessionId; device: DeviceInfo }>(
  'identity.new-device-seen',
)
