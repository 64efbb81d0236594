import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { App } from '../../src/app.ts'
import { Browser } from '../browser.ts'
import { eventually } from '../eventually.ts'
import { BOT_SECRET, newPhone, openShop, type Shop } from '../harness.ts'
import { redisMissing, TestRedis } from '../redis.ts'
import { Registering } from './registering.ts'

describe.skipIf(redisMissing)('two processes on one database and one Redis', () => {
  let redis: TestRedis
  let shop: Shop
  let other: App

  beforeAll(async () => {
    redis = await TestRedis.start()
    shop = await openShop({ redisUrl: redis.url })
    other = await shop.openAnother()
  })
  afterAll(async () => {
    await shop.close()
    await redis.stop()
  })

  const polls = () => shop.simulator.calls().filter(({ method }) => method === 'getUpdates')
  const on = (url: string, browser: Browser) => {
    const same = new Browser(url, { 'accept-language': 'ru' })
    for (const [name, value] of browser.cookies) same.cookies.set(name, value)
    return same
  }

  test('one of them asks Telegram, the other stands by and complains of nothing', async () => {
    const before = polls().length
    for (const url of [shop.url, other.url]) {
      await eventually(async () => expect((await new Browser(url).get('/readyz')).body.status).toBe('ready'))
    }
    expect(polls().length - before).toBeLessThanOrEqual(1)
    expect(polls().filter(({ status }) => status === 409)).toEqual([])
  })

  test('serve one registration between them, live, and a session on either (X4, Y2)', async () => {
    const anna = new Registering(shop.simulator, other.url)
    await anna.begin()
    const elsewhere = on(shop.url, anna.browser)
    const streams = await Promise.all(
      [anna.browser, elsewhere].map((browser) => browser.fetch(`/api/auth/verifications/${anna.id}/events`)),
    )
    anna.openLink()
    await anna.asked()
    anna.person.press('Это я')
    await anna.askedForContact()
    anna.person.shareContact()
    const code = await anna.code()
    expect((await elsewhere.get(`/api/auth/verifications/${anna.id}`)).body.status).toBe('code_sent')

    const session = await elsewhere.post(`/api/auth/verifications/${anna.id}/code`, { code })
    expect(session.status).toBe(200)
    for (const stream of streams) expect(await stream.text()).toContain('"status":"verified"')
    expect((await anna.enter(code)).status).toBe(401)

    const there = on(other.url, elsewhere)
    const refreshed = await there.post('/api/auth/refresh')
    expect(refreshed.status).toBe(200)
    const here = on(shop.url, there).as(refreshed.body.accessToken)
    expect((await here.get('/api/me')).status).toBe(200)
    expect((await on(other.url, there).as(refreshed.body.accessToken).post('/api/auth/logout')).status).toBeLessThan(
      300,
    )
    expect((await here.get('/api/me')).status).toBe(401)
  })

  test('void and spend a code from the bot between them, once (D2, S15)', async () => {
    const create = async (url: string, asked: object) => {
      const body = { secret_key: BOT_SECRET, telegram_id: 6_200_000_001, ...asked }
      return String((await new Browser(url).post('/api/v1/auth/telegram/otp/create/', body)).body.code)
    }
    const redeem = (url: string, phone: string, code: string) =>
      new Browser(url).post('/api/v1/auth/register/telegram/', { phone, code })
    const [first, second] = [newPhone(), newPhone()]
    const voided = await create(shop.url, { phone_number: first })
    const code = await create(other.url, { phone_number: second })
    expect((await redeem(shop.url, first, voided)).status).toBe(400)
    const urls = Array.from({ length: 20 }, (_, n) => (n % 2 ? shop.url : other.url))
    const answers = await Promise.all(urls.map((url) => redeem(url, second, code)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('when the one that asks Telegram is gone the other takes over', async () => {
    await shop.apps[0]?.close()
    const anna = new Registering(shop.simulator, other.url)
    await anna.begin()
    await anna.finish()
    expect(polls().filter(({ status }) => status === 409)).toEqual([])
  })

  test('a stranger that asks with the same token is waited for, without haste', async () => {
    const api = (method: string) => `${shop.simulator.apiRoot}/bot${shop.simulator.botToken}/${method}`
    const from = polls().length
    await fetch(api('getUpdates?timeout=0'))
    await eventually(async () => {
      expect((await new Browser(other.url).get('/readyz')).body).toMatchObject({ degraded: ['telegram'] })
    })
    await eventually(async () => expect((await new Browser(other.url).get('/readyz')).body.status).toBe('ready'))
    expect(polls().length - from).toBeLessThanOrEqual(4)
    const anna = new Registering(shop.simulator, other.url)
    await anna.begin()
    await anna.finish()
  })
})
