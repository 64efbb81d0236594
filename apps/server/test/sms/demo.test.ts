import { createSecretKey } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Phone } from '@vitrina/contract'
import { expect, onTestFinished, test } from 'vitest'
import { openSms } from '#sms'
import { readConfig } from '../../src/config.ts'
import { startDemoTelegram } from '../../src/demo.ts'
import { testCtx } from '../ctx.ts'
import { openDatabase } from '../database.ts'
import { codeTo, goesOn } from './support.ts'

test('with nothing configured everybody of the demo gets an SMS in the simulator (X7)', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'vitrina-demo-'))
  const { database, close } = await openDatabase()
  const config = { ...readConfig({}), port: 0, dataDir }
  const demo = await startDemoTelegram(config)
  const own = {
    pepper: [{ id: '1', key: createSecretKey(Buffer.alloc(32)) }],
    shopName: 'Vitrina',
    publicUrl: config.publicUrl,
  }
  const sms = openSms(demo.sms, own)
  onTestFinished(async () => {
    await sms.close()
    await demo.close()
    await close()
    await rm(dataDir, { recursive: true, force: true })
  })

  expect(demo.sms.providers.map(({ name }) => name)).toEqual(['twilio', 'vonage', 'bird', 'telegram-gateway'])
  for (const phone of demo.phones) {
    const delivery = await sms.send(testCtx(database.db), codeTo(phone as Phone), goesOn())
    expect(delivery, phone).toEqual({ outcome: 'delivered', provider: 'twilio' })
    const inbox = await (await fetch(`${demo.url}/simulator/sms?to=${encodeURIComponent(phone)}`)).json()
    expect(inbox).toMatchObject([{ to: phone, text: expect.stringContaining('204816') }])
  }
})
