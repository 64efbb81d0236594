import type { FastifyRequest } from 'fastify'
import { actorOf } from '#platform'
import type { CustomerId, DeviceInfo, SessionId } from './model.ts'

/** Who asks, and from where. */
export function asking(request: FastifyRequest): { customerId: CustomerId; sessionId: SessionId; device: DeviceInfo } {
  const { customerId, sessionId } = actorOf(request)
  return { customerId: customerId as CustomerId, sessionId: sessionId as SessionId, device: request.client }
}
