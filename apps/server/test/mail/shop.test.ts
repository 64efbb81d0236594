import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSimulator } from '@vitrina/simulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeMailer, sendLetter } from '#mail'
import { JobQueue } from '#platform'
import { startDemoTelegram } from '../../src/demo.ts'
import { silentLog, testCtx } from '../ctx.ts'
import { eventually } from '../eventually.ts'
import { openShop, type Shop } from '../harness.ts'
import { newLetter, SENDER } from './letters.ts'

let shop: Shop
let queue: JobQueue
beforeAll(async () => {
  const simulator = await startSimulator({ limits: false })
  shop = await openShop({ mail: { url: simulator.mail.url, from: SENDER } }, simulator)
  queue = new JobQueue(shop.connection, silentLog())
  await queue.start()
})
afterAll(async () => {
  await queue.close()
  await shop.close()
})

async function send() {
  const letter = newLetter()
  const ctx = { ...testCtx(shop.database.db), jobs: queue }
  await sendLetter(ctx, letter, { until: new Date(Date.now() + 3_600_000) })
  return letter
}

const readiness = async () => (await shop.browser().get('/readyz')).body
describe('a shop with a mail server', () => {
  test('delivers what is in the outbox, in its own name (C7)', async () => {
    const letter = await send()
    await eventually(() =>
      expect(shop.simulator.mail.letters(letter.to)).toMatchObject([{ from: { name: 'Vitrina' } }]),
    )
  })

  test.each(['down', 'defer'] as const)(
    'is degraded and not unready while letters cannot get out (%s), and they do afterwards (Y4)',
    async (kind) => {
      expect(await readiness()).toMatchObject({ status: 'ready', checks: { mail: 'ok' } })
      shop.simulator.mail.faults.add({ kind }, { times: 1_000 })
      const letter = await send()
      await eventually(async () => expect(await readiness()).toMatchObject({ status: 'degraded', degraded: ['mail'] }))
      shop.simulator.mail.faults.clear()
      await eventually(() => expect(shop.simulator.mail.letters(letter.to)).toHaveLength(1))
      await eventually(async () => expect(await readiness()).toMatchObject({ checks: { mail: 'ok' } }))
    },
  )
})

test('the demo brings a mail server of its own (X7)', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'vitrina-demo-'))
  const demo = await startDemoTelegram({ ...shop.config, port: 0, dataDir })
  const mailer = makeMailer({ ...demo.mail, shopName: 'Vitrina', now: () => new Date() }, silentLog())
  const letter = newLetter()
  expect(await mailer.send(letter)).toEqual({ outcome: 'delivered' })
  const box = await fetch(`${demo.url}/simulator/mail/letters?to=${letter.to}`)
  expect(await box.json()).toHaveLength(1)
  await mailer.close()
  await demo.close()
  await rm(dataDir, { recursive: true })
})
