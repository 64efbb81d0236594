import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../eventually.ts'
import { openShop, type Shop } from '../harness.ts'
import { redisMissing, TestRedis } from '../redis.ts'
import { Registering } from './registering.ts'

describe.skipIf(redisMissing)('while Redis is away', () => {
  let redis: TestRedis
  let shop: Shop

  beforeAll(async () => {
    redis = await TestRedis.start()
    shop = await openShop({ redisUrl: redis.url })
  })
  afterAll(async () => {
    await shop.close()
    await redis.stop()
  })

  const ready = (status: string) =>
    eventually(async () => expect((await shop.browser().get('/readyz')).body.status).toBe(status))

  test('nobody can register, and is told so in words; who has an account signs in (Y4)', async () => {
    const boris = new Registering(shop.simulator, shop.url)
    await boris.begin()
    await boris.finish()
    await redis.kill()
    await ready('degraded')

    const { phone } = boris.person
    const body = { method: 'telegram_contact', name: 'Анна', phone, password: 'Сирень-2026' }
    const refused = await boris.browser.post('/api/auth/verifications', body)
    expect([refused.status, refused.body.code]).toEqual([503, 'platform.store_unavailable'])
    expect(refused.body.detail).toMatch(/[а-я]/)
    expect(refused.headers.get('content-type')).toContain('application/problem+json')
    const other = await boris.browser.post('/auth/register', {
      phone_number: '+79991112233',
      name: 'Анна',
      password: 'Сирень-2026',
    })
    expect(other.status).toBe(503)

    const session = await boris.login()
    expect(session.status).toBe(200)
    expect((await boris.browser.as(session.body.accessToken).get('/api/me')).body.phone).toBe(phone)
    expect((await boris.browser.post('/api/auth/refresh')).status).toBe(200)
    expect((await boris.login()).status).toBe(200)

    await redis.restart()
    await ready('ready')
    const vera = new Registering(shop.simulator, shop.url)
    await vera.begin()
    await vera.finish()
  })

  test('a dialogue waits for it, and a registration that died with it ends in words on either side', async () => {
    const anna = new Registering(shop.simulator, shop.url)
    await anna.begin()
    const stream = (await anna.browser.fetch(`/api/auth/verifications/${anna.id}/events`)).text()
    await redis.kill()
    anna.openLink()
    await ready('degraded')
    expect(anna.said()).toEqual([])
    await redis.restart()

    await anna.person.waitFor('Код недействителен или истёк', 20_000)
    expect(anna.said()).toHaveLength(1)
    const gone = await anna.state()
    expect([gone.status, gone.body.code]).toEqual([404, 'registration.verification_unknown'])
    expect((await anna.stateA()).status).toBe(404)
    expect((await anna.enter('000000')).body.code).toBe('registration.code_rejected')
    anna.person.shareContact()
    await anna.person.waitFor('Сначала перейдите по ссылке с сайта', 20_000)
    // The page's stream ends, so that the page asks and hears the 404.
    expect(await stream).toContain('"status":"pending"')
  })
})
