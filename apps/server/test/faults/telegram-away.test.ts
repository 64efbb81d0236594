import { startSimulator } from '@vitrina/simulator'
import { describe, test } from 'vitest'
import { eventually } from '../eventually.ts'
import { openShop } from '../harness.ts'
import { Registering } from './registering.ts'

type Fault = Parameters<Awaited<ReturnType<typeof startSimulator>>['faults']['add']>[0]

const faults: { name: string; fault: Fault; copies: number }[] = [
  { name: 'answers with a page of HTML', fault: { kind: 'error', status: 502 }, copies: 1 },
  { name: 'asks to come back in a second', fault: { kind: 'flood', retryAfter: 1 }, copies: 1 },
  { name: 'drops the connection before the work', fault: { kind: 'drop-before' }, copies: 1 },
  // Nobody can know that it was done: said again once, and only once.
  { name: 'drops the connection after the work', fault: { kind: 'drop-after' }, copies: 2 },
  { name: 'is slow', fault: { kind: 'slow', delayMs: 300 }, copies: 1 },
]
const methods = ['getUpdates', 'sendMessage', 'editMessageReplyMarkup', 'answerCallbackQuery']

describe.concurrent('a dialogue goes on and says each thing as often as it must (A5, A6)', () => {
  test.for(faults)('when Telegram $name at every step', async ({ fault, copies }, { expect }) => {
    await using shop = await shopOf()
    const anna = new Registering(shop.simulator, shop.url)
    await anna.begin()
    const hurt = (...names: string[]) => {
      for (const method of names) shop.simulator.faults.add(fault, { method })
    }
    const heard = (words: RegExp) => eventually(() => expect(anna.said(words)).toHaveLength(copies))

    hurt('getUpdates', 'sendMessage')
    anna.openLink()
    await anna.asked()
    await heard(/Это были вы/)
    hurt(...methods)
    anna.person.press('Это я')
    await anna.askedForContact()
    await heard(/Отправить номер/)
    // The confirmation and the code leave side by side, and both are met.
    hurt('getUpdates', 'sendMessage', 'sendMessage')
    anna.person.shareContact()
    expect((await anna.enter(await anna.code())).status).toBe(200)
    await heard(/Номер подтверждён/)
    expect(anna.codes()).toHaveLength(1)

    const pressed = shop.simulator.calls().filter(({ method }) => method === 'answerCallbackQuery')
    expect(pressed).toHaveLength(copies)
  })

  test('and a code whose answers are all lost is sent three times', async ({ expect }) => {
    await using shop = await shopOf()
    const anna = new Registering(shop.simulator, shop.url)
    await anna.begin()
    anna.openLink()
    await anna.asked()
    anna.person.press('Это я')
    await anna.askedForContact()
    shop.simulator.faults.add({ kind: 'drop-after' }, { method: 'sendMessage', times: 100 })
    anna.person.shareContact()
    await eventually(() => expect(anna.codes()).toHaveLength(3))
    await anna.code()
    expect((await anna.enter(anna.codes().at(-1) ?? '')).status).toBe(200)
    expect(anna.codes()).toHaveLength(3)
  })

  test('and what was told during an outage is said when it is over', async ({ expect }) => {
    await using shop = await shopOf()
    const anna = new Registering(shop.simulator, shop.url)
    await anna.begin()
    anna.openLink()
    await anna.asked()
    shop.simulator.faults.offline()
    await eventually(async () => {
      expect((await anna.browser.get('/readyz')).body).toMatchObject({ status: 'degraded', degraded: ['telegram'] })
    })
    anna.person.press('Это я')
    shop.simulator.faults.online()
    await anna.askedForContact()
    anna.person.shareContact()
    expect((await anna.enter(await anna.code())).status).toBe(200)
    await eventually(async () => expect((await anna.browser.get('/readyz')).body.status).toBe('ready'))
    expect(anna.said(/Отправить номер/)).toHaveLength(1)
  })
})

describe.concurrent('an update that cannot be handled', () => {
  test('is given up, and not fetched for ever with everything behind it', async ({ expect }) => {
    await using shop = await shopOf()
    // The database takes no such character, whatever Telegram may send one day.
    shop.simulator.addPerson({ languageCode: 'r\0' }).start()
    const anna = new Registering(shop.simulator, shop.url)
    await anna.begin()
    await anna.finish()
    await eventually(() => {
      const poll = shop.simulator.calls().findLast(({ method }) => method === 'getUpdates')
      expect(Number(poll?.parameters.offset)).toBeGreaterThan(0)
    })
  })
})

describe.concurrent('a shop that starts while Telegram is away', () => {
  test('opens its site and says in words that nobody can register yet, until the bot has told its name', async ({
    expect,
  }) => {
    const simulator = await startSimulator({ limits: false })
    simulator.faults.offline()
    await using shop = await shopOf(simulator)
    const anna = new Registering(simulator, shop.url)
    expect((await anna.browser.get('/healthz')).status).toBe(200)
    expect((await anna.browser.get('/api/config')).body).toMatchObject({ botUsername: null, methods: [] })
    await eventually(async () => {
      const ready = await anna.browser.get('/readyz')
      expect([ready.status, ready.body.degraded]).toEqual([200, ['telegram']])
    })
    const body = { method: 'telegram_contact', name: 'Анна', phone: anna.person.phone, password: 'Сирень-2026' }
    const refused = await anna.browser.post('/api/auth/verifications', body)
    expect([refused.status, refused.body.code]).toEqual([503, 'registration.bot_unknown'])
    expect(refused.headers.get('retry-after')).toBe('30')
    expect(refused.body.detail).toMatch(/[а-я]/)

    simulator.faults.online()
    await eventually(async () => expect((await anna.browser.get('/api/config')).body.botUsername).toBeTruthy())
    await anna.begin()
    await anna.finish()
  })

  test('knows its name from the last time', async ({ expect }) => {
    await using shop = await shopOf()
    shop.simulator.faults.offline()
    const { url } = await shop.openAnother()
    const anna = new Registering(shop.simulator, url)
    await anna.begin()
    shop.simulator.faults.online()
    await anna.finish()
    expect((await anna.browser.get('/api/config')).body.botUsername).toBe(shop.simulator.botUsername)
  })
})

describe.concurrent('a shop that stops while Telegram hangs', () => {
  test('stops in time, and what it had to say is said by the next one', async ({ expect }) => {
    await using shop = await shopOf()
    const anna = new Registering(shop.simulator, shop.url)
    await anna.begin()
    shop.simulator.faults.add({ kind: 'slow', delayMs: 20_000 }, { method: 'sendMessage' })
    anna.openLink()
    await eventually(async () => {
      const inHand = await shop.database.pool.query('select from telegram_outbox where taken_by is not null')
      expect(inHand.rowCount).toBe(1)
    })
    const from = performance.now()
    await shop.apps[0]?.close()
    expect(performance.now() - from).toBeLessThan(10_000)
    await shop.openAnother()
    await anna.asked()
    expect(anna.said()).toHaveLength(1)
  })
})

async function shopOf(simulator?: Awaited<ReturnType<typeof startSimulator>>) {
  const shop = await openShop({}, simulator)
  return { ...shop, [Symbol.asyncDispose]: () => shop.close() }
}
