import type { FastifyRequest } from 'fastify'
import type { CustomerId, DeviceInfo } from '#identity'
import { actorOf } from '#platform'
import type { SessionId } from '#sessions'

/** Who asks, and from where. */
export function asking(request: FastifyRequest): { customerId: CustomerId; sessionId: SessionId; device: DeviceInfo } {
  const { customerId, sessionId } = actorOf(request)
  return { customerId: customerId as CustomerId, sessionId: sessionId as SessionId, device: request.client }
}
