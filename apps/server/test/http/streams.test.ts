import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Ephemeral, hashToken, type Signals, StatusStreams } from '#platform'
import { streamStatus } from '../../src/modules/registration/stream-status.ts'
import { VERIFICATION_MS, type Verification, type VerificationId } from '../../src/modules/verifications/model.ts'
import { testCtx } from '../ctx.ts'

// The stream alone, behind a route that never answers: what comes after that on its connection waits.
const id = 'verification' as VerificationId
const txn = 'the secret of this browser'
let status: Verification['status']
let listeners: number
let everOpened: number
let server: FastifyInstance
let sockets: Socket[]

beforeEach(async () => {
  status = 'pending'
  listeners = 0
  everOpened = 0
  sockets = []
  const ctx = testCtx(undefined as never)
  const expiresAt = new Date(ctx.now().getTime() + VERIFICATION_MS).toISOString()
  const get = async () => ({ value: { status, expiresAt, txnHash: hashToken(txn) } })
  const ports = { ephemeral: { get } as unknown as Ephemeral, signals: { listen } as unknown as Signals }
  const streams = new StatusStreams()
  server = Fastify({ forceCloseConnections: true })
  server.get('/silence', () => new Promise(() => {}))
  server.get('/events', (_request, reply) => streamStatus(ctx, { id, txn, reply, streams }, ports))
  await server.listen()
})
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await server.close()
})

function listen(): () => void {
  listeners++
  everOpened++
  return () => {
    listeners--
  }
}

async function ask(...paths: string[]): Promise<Socket> {
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1')
  sockets.push(socket)
  await once(socket, 'connect')
  for (const path of paths) socket.write(`GET ${path} HTTP/1.1\r\nHost: shop.example\r\n\r\n`)
  return socket
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turn()
}

test('a stream that has told its last word holds nothing, whether or not anybody reads it', async () => {
  status = 'denied'
  await ask('/silence', '/events')
  await until(() => everOpened === 1)
  expect(listeners).toBe(0)
})

test('one verification has a few streams and no more', async () => {
  for (let n = 1; n <= 6; n++) {
    await ask('/events')
    await until(() => listeners === n)
  }
  const [answer] = (await once(await ask('/events'), 'data')) as [Buffer]
  expect(String(answer)).toContain('platform.too_many_requests')
  expect(listeners).toBe(6)
  sockets[0]?.destroy()
  await until(() => listeners === 5)
  await ask('/events')
  await until(() => listeners === 6)
})
