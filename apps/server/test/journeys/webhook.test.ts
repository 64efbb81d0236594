import { botWords } from '@vitrina/contract/words/bot'
import { type SimulatedPerson, startSimulator } from '@vitrina/simulator'
import { Api } from 'grammy'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebhookRegistration, webhookSecret } from '#bot'
import { openLog } from '#platform'
import type { TelegramConfig } from '../../src/config.ts'
import { Browser } from '../browser.ts'
import { hasButton, openShop, type Shop, startRegistration } from '../harness.ts'

const SECRET = 'a-webhook-secret'
const PATH = '/webhooks/telegram'
let shop: Shop
beforeAll(async () => {
  shop = await openShop(({ telegram }) => ({
    telegram: telegram && { ...telegram, mode: 'webhook', webhookSecret: SECRET },
  }))
})
afterAll(() => shop.close())

let updates = 1_000_000

function commandUpdate(id: number, text: string) {
  const from = { id, is_bot: false, first_name: 'Анна', language_code: 'ru' }
  return {
    update_id: updates++,
    message: {
      message_id: 1,
      date: 1,
      chat: { id, type: 'private', first_name: 'Анна' },
      from,
      text,
      entities: [{ type: 'bot_command', offset: 0, length: text.split(' ')[0]?.length }],
    },
  }
}

const deliver = (update: unknown, secret: string | undefined = SECRET) =>
  shop.browser().post(PATH, update, secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret })

describe('a webhook call (S14)', () => {
  test.each([
    ['a wrong', 'wrong'],
    ['an empty', ''],
    ['a longer', `${SECRET}x`],
  ])('with %s secret is refused and nothing happens', async (_, secret) => {
    const person = shop.person({ languageCode: 'ru' })
    const answer = await deliver(commandUpdate(person.id, '/start'), secret)
    expect(answer.status).toBe(403)
    expect(answer.body.code).toBe('bot.webhook_secret_rejected')
    expect(person.chat()).toEqual([])
  })

  test('without a secret is refused before its body is looked at', async () => {
    for (const body of [commandUpdate(1, '/start'), {}, '{', 'x'.repeat(500_000)]) {
      expect((await shop.browser().post(PATH, body)).status).toBe(403)
    }
  })

  test('that comes twice, and twice at once, is answered in the chat once', async () => {
    const { person, payload, words } = await startRegistration(shop)
    // Lets the bot write; Telegram itself calls nobody here, the address is not https.
    person.start()
    const update = commandUpdate(person.id, `/start ${payload}`)
    const answers = [...(await Promise.all([deliver(update), deliver(update)])), await deliver(update)]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    await person.waitFor(hasButton(words.mine))
    // What was said after it comes after it: nothing more is on its way.
    await deliver(commandUpdate(person.id, '/language'))
    await person.waitFor(words.chooseLanguage)
    expect(person.chat().filter(hasButton(words.mine))).toHaveLength(1)
  })

  test.each([
    ['no update', {}],
    ['no number', { update_id: 'x' }],
    ['a message that is none', { update_id: 5, message: 'x' }],
    ['nobody’s message', { update_id: 6, message: { message_id: 1, date: 1, chat: { id: 1, type: 'private' } } }],
    [
      'a group’s message',
      { update_id: 7, message: { message_id: 1, date: 1, from: { id: 1 }, chat: { id: -1, type: 'group' } } },
    ],
    ['a press of nothing', { update_id: 8, callback_query: { id: '1', from: { id: 1 }, data: 'reg:mine:x' } }],
    ['a null byte', commandUpdate(5_500_100_200, '/start \u0000')],
  ])('of %s is no fault', async (_, update) => {
    expect((await deliver(update)).status).toBeLessThan(500)
  })
})

test('an update of another bot on the same database is none that was handled before', async () => {
  const telegram = await startSimulator({ limits: false })
  const before = await openShop(({ telegram }) => ({
    telegram: telegram && { ...telegram, mode: 'webhook', webhookSecret: SECRET },
  }))
  const [first, second] = [before.person({ languageCode: 'ru' }), telegram.addPerson({ languageCode: 'ru' })]
  const update = (person: SimulatedPerson) => ({ ...commandUpdate(person.id, '/language'), update_id: 7_777 })
  const tell = (url: string, body: object) =>
    new Browser(url).post(PATH, body, { 'x-telegram-bot-api-secret-token': SECRET })
  const { chooseLanguage } = botWords.ru
  first.start()
  second.start()

  await tell(before.url, update(first))
  await first.waitFor(chooseLanguage)
  await before.apps[0]?.close()
  const config = before.config.telegram as TelegramConfig
  const after = await before.openAnother({
    telegram: { ...config, token: telegram.botToken, apiRoot: telegram.apiRoot },
  })
  await tell(after.url, update(second))
  await second.waitFor(chooseLanguage)
  await before.close()
  await telegram.close()
})

test.each([
  ['configured', SECRET],
  ['our own', undefined],
])(
  'Telegram is asked for what is handled and nothing else, with a secret that it takes (%s), and drops no payment (T10)',
  async (_, configured) => {
    const telegram = await startSimulator({ limits: false })
    const api = new Api(telegram.botToken, { apiRoot: telegram.apiRoot })
    const secret = webhookSecret(telegram.botToken, configured)
    const registration = new WebhookRegistration(api, {
      ...{ publicUrl: 'https://shop.example', secret, log: openLog('silent') },
    })
    registration.start()
    await expect.poll(() => registration.working, { timeout: 10_000 }).toBe(true)
    await registration.close()
    const [asked] = telegram.calls().filter(({ method }) => method === 'setWebhook')
    await telegram.close()
    expect(secret).toMatch(/^[A-Za-z0-9_-]{1,256}$/)
    expect(asked?.parameters).toEqual({
      url: 'https://shop.example/webhooks/telegram',
      secret_token: secret,
      allowed_updates: ['message', 'callback_query', 'my_chat_member', 'pre_checkout_query'],
    })
  },
)

test('a webhook that is refused says why, once for each reason, until it is taken (E17)', async () => {
  const telegram = await startSimulator({ limits: false })
  const lines: { level: number; msg: string; description?: string; address?: string }[] = []
  const log = openLog('debug', { write: (line) => lines.push(JSON.parse(line)) })
  const api = new Api(telegram.botToken, { apiRoot: telegram.apiRoot })
  telegram.faults.add({ kind: 'drop-before' }, { method: 'setWebhook', times: 2 })
  const registration = new WebhookRegistration(api, {
    publicUrl: 'http://shop.example',
    secret: SECRET,
    log,
    retryMs: 5,
  })
  registration.start()
  await expect.poll(() => lines.length, { timeout: 10_000 }).toBeGreaterThan(6)
  await registration.close()
  await telegram.close()
  const warned = lines.filter(({ level }) => level === 40)
  expect(warned.map(({ msg }) => msg)).toEqual([
    'Telegram cannot be told of the webhook; trying again',
    expect.stringMatching(/refuses the webhook.*PUBLIC_URL.*TELEGRAM_MODE=polling/),
  ])
  expect(warned[1]).toMatchObject({
    description: 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
    address: 'http://shop.example/webhooks/telegram',
  })
  expect(registration.working).toBe(false)
})
