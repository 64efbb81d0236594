import { createSecretKey } from 'node:crypto'
import type { Phone } from '@vitrina/contract'
import { type Simulator, startSimulator } from '@vitrina/simulator'
import { onTestFinished } from 'vitest'
import { openSms, type ProviderName, type ProviderSettings, type Sms } from '#sms'
import { type TestCtx, testCtx } from '../ctx.ts'
import { openDatabase } from '../database.ts'
import { newPhone } from '../made-up.ts'

export const PROVIDERS: readonly ProviderName[] = ['twilio', 'vonage', 'bird', 'telegram-gateway']
const PEPPER = [{ id: '1', key: createSecretKey(Buffer.alloc(32, 7)) }]

/** The simulated providers as settings, in the given order. */
export async function settingsOf({ sms }: Simulator, names: readonly ProviderName[]): Promise<ProviderSettings[]> {
  const { from, twilio, vonage, bird, telegramGateway } = await sms.accounts()
  const all: Record<ProviderName, ProviderSettings> = {
    twilio: { name: 'twilio', apiRoot: sms.apiRoot('twilio'), from, ...twilio },
    vonage: { name: 'vonage', apiRoot: sms.apiRoot('vonage'), from, ...vonage },
    bird: { name: 'bird', apiRoot: sms.apiRoot('bird'), from, ...bird },
    'telegram-gateway': { name: 'telegram-gateway', apiRoot: sms.apiRoot('telegram-gateway'), ...telegramGateway },
  }
  return names.map((name) => all[name])
}

export interface OpenOptions {
  providers?: readonly ProviderSettings[]
  deadlineMs?: number
  publicUrl?: string
}

/** The way to these providers, closed with the test. */
export function openTestSms(providers: readonly ProviderSettings[], options: OpenOptions = {}): Sms {
  const sms = openSms(
    { providers, countries: ['RU', 'UZ'] },
    { pepper: PEPPER, shopName: 'Vitrina', publicUrl: 'http://127.0.0.1:3000', deadlineMs: 2_000, ...options },
  )
  onTestFinished(() => sms.close())
  return sms
}

/** One simulator for a file of tests, healthy again after each of them. */
export async function simulateProviders(): Promise<Simulator> {
  const simulator = await startSimulator({ limits: false })
  await simulator.sms.accounts()
  return simulator
}

/** The same with a database of its own, for what is sent without the rest of the shop. */
export async function openSending(): Promise<{ simulator: Simulator; ctx: TestCtx; close(): Promise<void> }> {
  const { database, close } = await openDatabase()
  const simulator = await simulateProviders()
  return {
    simulator,
    ctx: testCtx(database.db),
    close: async () => {
      await simulator.close()
      await close()
    },
  }
}

/** A number whose owner is in Telegram, so that every provider reaches it. */
export function reachablePhone(simulator: Simulator): Phone {
  const phone = newPhone() as Phone
  simulator.addPerson({ phone })
  return phone
}

const asker = { browser: 'Chrome', system: 'Windows', time: '14:05' }
let keys = 0

export function codeTo(phone: Phone, more: { tried?: string[]; key?: string } = {}) {
  return { phone, code: '204816', locale: 'en' as const, asker, key: `verification-${keys++}`, ...more }
}

export const goesOn = () => new AbortController().signal
