import type { Phone } from '@vitrina/contract'
import type { Simulator } from '@vitrina/simulator'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ProviderName } from '#sms'
import { type TestCtx, testCtx } from '../ctx.ts'
import { openShop, type Shop } from '../harness.ts'
import { codeTo, goesOn, openTestSms, PROVIDERS, reachablePhone, settingsOf, simulateProviders } from './support.ts'

const PUBLIC_URL = 'https://shop.example'
let simulator: Simulator
let shop: Shop
let ctx: TestCtx
beforeAll(async () => {
  simulator = await simulateProviders()
  const providers = await settingsOf(simulator, PROVIDERS)
  shop = await openShop({ publicUrl: PUBLIC_URL, sms: { providers, countries: ['RU'] } }, simulator)
  ctx = testCtx(shop.database.db)
})
beforeEach(() => ctx.db.execute(sql`delete from sms_sends`))
afterAll(() => shop.close())

interface Report {
  method: string
  url: string
  headers: Record<string, string>
  body: string
}

/** Sends a code through a provider, and has it report what became of it. */
async function sendAndReport(name: ProviderName, status: 'delivered' | 'undelivered'): Promise<Report> {
  const sms = openTestSms(await settingsOf(simulator, [name]), { publicUrl: PUBLIC_URL })
  const phone = reachablePhone(simulator)
  await sms.send(ctx, codeTo(phone), goesOn())
  return reportOf(phone, status)
}

async function reportOf(phone: Phone, status: 'delivered' | 'undelivered'): Promise<Report> {
  const report = await simulator.sms.report(simulator.sms.inbox(phone)[0]?.id ?? '', status)
  if (!report) throw new Error('no report was asked for')
  return report
}

/** Brings a report to the shop, which is at another address than the one it is meant for, as behind a proxy. */
function bring({ method, url, headers, body }: Report): Promise<Response> {
  const { pathname, search } = new URL(url)
  return fetch(`${shop.url}${pathname}${search}`, { method, headers, ...(method === 'POST' && { body }) })
}

/** What became of the one that this test has sent. */
async function sent(): Promise<{ status: unknown; reported: boolean }> {
  const { rows } = await ctx.db.execute(sql`select status, reported_at is not null as reported from sms_sends`)
  expect(rows).toHaveLength(1)
  return rows[0] as { status: unknown; reported: boolean }
}

const TAMPERED: Record<ProviderName, (report: Report) => Report> = {
  twilio: (report) => ({ ...report, body: report.body.replace('undelivered', 'delivered') }),
  vonage: (report) => ({ ...report, body: report.body.replace('undeliverable', 'delivered') }),
  bird: (report) => ({ ...report, url: report.url.replace('delivery_failed', 'delivered') }),
  'telegram-gateway': (report) => ({ ...report, body: report.body.replace('expired', 'delivered') }),
}

describe.each(PROVIDERS)('a delivery report of %s', (name) => {
  test.each(['delivered', 'undelivered'] as const)('says that a code was %s', async (status) => {
    const answer = await bring(await sendAndReport(name, status))
    expect(answer.status).toBe(200)
    expect(await sent()).toEqual({ status, reported: true })
  })

  test('that was tampered with is refused and changes nothing (S14)', async () => {
    const answer = await bring(TAMPERED[name](await sendAndReport(name, 'undelivered')))
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({ code: 'sms.report_rejected' })
    expect(await sent()).toEqual({ status: 'accepted', reported: false })
  })

  test('without or with another’s signature is refused (S14)', async () => {
    const report = await sendAndReport(name, 'delivered')
    const { 'content-type': type = 'application/json' } = report.headers
    expect((await bring({ ...report, headers: { 'content-type': type } })).status).toBe(403)
    const signatures = Object.entries(report.headers).filter(([header]) => header !== 'content-type')
    const forged = Object.fromEntries(signatures.map(([header, value]) => [header, `${value.slice(0, -4)}AAA=`]))
    expect((await bring({ ...report, headers: { 'content-type': type, ...forged } })).status).toBe(403)
    expect(await sent()).toEqual({ status: 'accepted', reported: false })
  })

  test('does not unmake what was delivered', async () => {
    const sms = openTestSms(await settingsOf(simulator, [name]), { publicUrl: PUBLIC_URL })
    const phone = reachablePhone(simulator)
    await sms.send(ctx, codeTo(phone), goesOn())
    for (const status of ['delivered', 'undelivered'] as const) await bring(await reportOf(phone, status))
    expect((await sent()).status).toBe('delivered')
  })

  test('of a message that nobody knows is taken and forgotten', async () => {
    const report = await sendAndReport(name, 'delivered')
    await ctx.db.execute(sql`delete from sms_sends`)
    expect((await bring(report)).status).toBe(200)
  })

  test('tells of a message whose answer was lost', async () => {
    simulator.sms.faults.set(name, { kind: 'lost' })
    const report = await sendAndReport(name, 'delivered')
    simulator.sms.faults.clear()
    expect((await sent()).status).toBe('doubtful')
    await bring(report)
    expect((await sent()).status).toBe('delivered')
  })

  test('is asked for only where it can come over TLS', async () => {
    const sms = openTestSms(await settingsOf(simulator, [name]))
    const phone = reachablePhone(simulator)
    expect(await sms.send(ctx, codeTo(phone), goesOn())).toMatchObject({ outcome: 'delivered' })
    await expect(reportOf(phone, 'delivered')).rejects.toThrow('no report was asked for')
  })
})

test.each([
  ['vonage', 'signatureSecret'],
  ['bird', 'signingKey'],
] as const)('%s is not asked for reports without a secret to check them by', async (name, secret) => {
  const [settings] = await settingsOf(simulator, [name])
  const sms = openTestSms([{ ...settings, [secret]: undefined } as NonNullable<typeof settings>], {
    publicUrl: PUBLIC_URL,
  })
  const phone = reachablePhone(simulator)
  await sms.send(ctx, codeTo(phone), goesOn())
  await expect(reportOf(phone, 'delivered')).rejects.toThrow('no report was asked for')
})

test('a signed report of yesterday is refused: somebody kept it', async () => {
  for (const name of ['vonage', 'bird', 'telegram-gateway'] as const) {
    const [settings] = await settingsOf(simulator, [name])
    const report = await sendAndReport(name, 'delivered')
    const { pathname, search } = new URL(report.url)
    const request = {
      url: `${PUBLIC_URL}${pathname}${search}`,
      headers: report.headers,
      body: Buffer.from(report.body),
    }
    const { openProvider } = await import('../../src/modules/sms/open-provider.ts')
    const { SmsNetwork } = await import('../../src/modules/sms/network.ts')
    const provider = openProvider(settings as NonNullable<typeof settings>, new SmsNetwork(), undefined)
    expect(await provider.readReport?.(request, new Date()), name).toMatchObject({ status: 'delivered' })
    expect(await provider.readReport?.(request, new Date(Date.now() + 24 * 3600_000)), name).toBeUndefined()
  }
})

test('nobody else is at the address of the reports', async () => {
  expect((await fetch(`${shop.url}/webhooks/sms/nobody`, { method: 'POST', body: '{}' })).status).toBe(404)
})

test('readiness names the providers of SMS', async () => {
  const ready = (await (await fetch(`${shop.url}/readyz`)).json()) as { checks: object }
  expect(ready.checks).toMatchObject({ sms: 'ok' })
})
