import type { VerificationState } from '@vitrina/contract'
import type { FastifyReply } from 'fastify'
import type { Ctx, Ephemeral, Signals, StatusStreams } from '#platform'
import { describeVerification, readVerification, type VerificationId } from '#verifications'

const LAST = new Set<VerificationState['status']>(['verified', 'denied', 'expired'])

interface StreamStatus {
  id: VerificationId
  txn: string | undefined
  reply: FastifyReply
  streams: StatusStreams
}

/** Tells the waiting page of every step of its verification, up to the last (Y2). */
export async function streamStatus(
  ctx: Ctx,
  input: StreamStatus,
  ports: { ephemeral: Ephemeral; signals: Signals },
): Promise<void> {
  const { id, reply, streams } = input
  await streams.open<VerificationState>(
    reply,
    {
      key: id,
      read: async () => describeVerification(id, await readVerification(ctx, input, ports.ephemeral), ctx.now()),
      listen: (onSignal) => ports.signals.listen('verification', id, onSignal),
      isLast: ({ status }) => LAST.has(status),
      changesAt: ({ expiresAt }) => new Date(expiresAt),
    },
    ctx.now,
  )
}
