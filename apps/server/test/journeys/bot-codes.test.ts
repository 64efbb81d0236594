import { locales } from '@vitrina/contract'
import { botWords } from '@vitrina/contract/words/bot'
import type { SimulatedPerson } from '@vitrina/simulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasButton, newPhone, openShop, readCode, type Shop, startRegistration } from '../harness.ts'

const REGISTER_URL = 'https://shop.example/signup?from=bot'
let shop: Shop
beforeAll(async () => {
  shop = await openShop({ registerUrl: REGISTER_URL })
})
afterAll(() => shop.close())

const ru = botWords.ru

/** Comes to the bot without a link, and is offered a code. */
async function come(overrides: Parameters<Shop['person']>[0] = {}, payload?: string): Promise<SimulatedPerson> {
  const person = shop.person({ languageCode: 'ru', phone: newPhone(), ...overrides })
  person.start(payload)
  const { offerCode, askNumber } = botWords[person.languageCode as 'ru']
  await person.waitFor(payload ? askNumber : offerCode)
  return person
}

const codeOf = async (person: SimulatedPerson) => readCode(await person.waitFor(/\d{6}/))
const redeem = (phone: string, code: string, headers: Record<string, string> = {}) =>
  shop.browser({ 'accept-language': 'ru', ...headers }).post('/api/auth/bot-code', { phone, code })
const identifiersOf = async (accessToken: string) =>
  (await shop.browser().as(accessToken).get('/api/me/identifiers')).body.items
const codesIn = (person: SimulatedPerson) =>
  person.chat().filter(({ from, text }) => from === 'bot' && /: \d{6}\n/.test(text))

/** Waits until all that was sent before has been handled, and what it brought has been said. */
async function settle(person: SimulatedPerson): Promise<void> {
  person.say('/language')
  await person.waitFor(botWords[person.languageCode as 'ru'].chooseLanguage)
}

describe.each(locales)('in %s', (locale) => {
  const words = botWords[locale]

  test('whoever comes without a link is greeted, and offered a code for their number (B7, D1)', async () => {
    const person = await come({ languageCode: locale })
    const [greeting] = person.chat().filter(({ from }) => from === 'bot')
    expect(greeting?.text).toBe(`${words.greeting} ${words.offerCode}\n\n${words.abilities('Vitrina')}`)
    expect(person.keyboard()).toEqual([[{ text: words.shareContact, request_contact: true }]])
  })

  test('a shared number brings the code and the way to the site, and signs in there (D1, D3, D5)', async () => {
    const person = await come({ languageCode: locale, firstName: 'Дилноза', lastName: 'Ким' })
    person.pressKeyboard(words.shareContact)
    await person.waitFor(words.numberTaken(`+7…${person.phone.slice(-2)}`))
    expect(person.keyboard()).toEqual([])
    const message = await person.waitFor(/\d{6}/)
    const code = readCode(message)
    expect(message.text).toBe(words.botCode({ code, phone: person.phone, isShared: true, minutes: 10 }))
    expect(message.inlineKeyboard).toEqual([[{ text: words.openRegisterPage, url: REGISTER_URL }]])
    const { status, body } = await redeem(person.phone, code)
    expect(status).toBe(200)
    expect(body.customer).toMatchObject({
      name: 'Дилноза Ким',
      phone: person.phone,
      phoneVerified: true,
      telegramLinked: true,
      locale,
    })
  })

  test('a number that is none is refused with words that say what is wanted (D1)', async () => {
    const person = await come({ languageCode: locale })
    for (const text of ['12345', '+998 90 123', 'мой номер 12 34 56', '＋９９８９０１２３４５６７']) {
      person.say(text)
      await person.waitFor(words.numberInvalid)
    }
    expect(codesIn(person)).toEqual([])
  })
})

describe('a number that is typed', () => {
  test.each([
    ['+998 90 765-43-21', '+998907654321'],
    ['907654322', '+998907654322'],
    ['998 (90) 765 43 23', '+998907654323'],
    ['8 999 765-43-24', '+79997654324'],
  ])('as «%s» brings a code, and stays unproven in the account (D1, D5)', async (typed, phone) => {
    const person = await come()
    person.say(typed)
    const message = await person.waitFor(/\d{6}/)
    expect(message.text).toContain(phone)
    expect(message.text).toBe(ru.botCode({ code: readCode(message), phone, isShared: false, minutes: 10 }))
    const { status, body } = await redeem(typed, readCode(message))
    expect(status).toBe(200)
    expect(body.customer).toMatchObject({ phone: null, phoneVerified: false, telegramLinked: true })
    const unproven = { kind: 'phone', value: phone, verified: false, verifiedAt: null }
    expect(await identifiersOf(body.accessToken)).toContainEqual(unproven)
  })

  test('of somebody else opens nothing of theirs, and the bot does not say that it will be kept (D5, S4, C4)', async () => {
    const owner = await come()
    owner.shareContact()
    const { body: theirs } = await redeem(owner.phone, await codeOf(owner))
    const thief = await come()
    thief.say(owner.phone)
    const message = await thief.waitFor(/\d{6}/)
    expect(message.text).not.toContain('аккаунт')
    const { body } = await redeem(owner.phone, readCode(message))
    expect(body.customer.customerId).not.toBe(theirs.customer.customerId)
    expect(body.customer.phone).toBeNull()
    expect(await identifiersOf(body.accessToken)).toMatchObject([{ kind: 'telegram' }])
  })

  test('is proven by sharing it later: the same account, at once (D5, X1)', async () => {
    const person = await come()
    person.say(person.phone)
    const { body: before } = await redeem(person.phone, await codeOf(person))
    person.start()
    await person.waitFor(ru.offerCode)
    person.shareContact()
    const { body: after } = await redeem(person.phone, await codeOf(person))
    expect(after.customer).toMatchObject({ customerId: before.customer.customerId, phone: person.phone })
  })
})

describe('a contact', () => {
  test.each([
    ['of somebody else', (phone: string, _: number) => ({ phoneNumber: phone, userId: 5_500_000_102 })],
    ['without an owner', (phone: string, _: number) => ({ phoneNumber: phone })],
    ['that was forwarded', (phone: string, id: number) => ({ phoneNumber: phone, userId: id, forwarded: true })],
  ])('%s brings no code (S4, S5)', async (_, card) => {
    const person = await come()
    person.sendContact(card(person.phone, person.id))
    await person.waitFor(ru.foreignContact)
    person.shareContact()
    await codeOf(person)
    expect(codesIn(person)).toHaveLength(1)
  })

  test('of an anonymous number is explained, and an ordinary one may be typed instead (S6)', async () => {
    const person = await come({ phone: '+88800123457' })
    person.shareContact()
    await person.waitFor(ru.anonymousNumber)
    const phone = newPhone()
    person.say(phone)
    const { body } = await redeem(phone, await codeOf(person))
    expect(body.customer).toMatchObject({ phone: null, telegramLinked: true })
  })

  test('is about the registration from the site while that waits for it, and answers no offer (A6, D1)', async () => {
    const registration = await startRegistration(shop)
    const { person, words, payload, browser, started } = registration
    person.start(payload)
    await person.waitFor(hasButton(words.mine))
    person.press(words.mine)
    await person.waitFor(words.askContact)
    person.start()
    await person.waitFor(words.offerCode)
    person.say(person.phone)
    await person.waitFor(words.typedNumber)
    person.shareContact()
    await person.waitFor(words.confirmed)
    const message = await person.waitFor(/\d{6}/)
    expect(message.text).toBe(words.code(readCode(message)))
    const path = `/api/auth/verifications/${started.id}/code`
    expect((await browser.post(path, { code: readCode(message) })).status).toBe(200)
  })

  test('that comes without an offer is told where to begin (B7)', async () => {
    const person = await come()
    person.start('A'.repeat(43))
    await person.waitFor(ru.linkInvalid)
    person.shareContact()
    await person.waitFor(ru.noVerification)
  })
})

test('the site’s link to the bot makes the same offer (D7)', async () => {
  const { body: config } = await shop.browser().get('/api/config')
  expect(config.methods).toContain('bot_code')
  const link = new URL(config.botLink)
  expect(link.href).toContain(`https://t.me/${shop.simulator.botUsername}?`)
  const person = await come({}, link.searchParams.get('start') ?? '')
  person.shareContact()
  expect((await redeem(person.phone, await codeOf(person))).status).toBe(200)
})

describe('a code', () => {
  test('is voided by the next for the same person, and by the next for the same number (D2)', async () => {
    const person = await come()
    person.shareContact()
    const first = await codeOf(person)
    const phone = newPhone()
    person.say(phone)
    const second = await codeOf(person)
    expect((await redeem(person.phone, first)).status).toBe(401)
    const other = await come()
    other.say(phone)
    const third = await codeOf(other)
    if (third !== second) expect((await redeem(phone, second)).status).toBe(401)
    expect((await redeem(phone, third)).status).toBe(200)
  })

  test('for the same number waits a minute for the next (S16)', async () => {
    const person = await come()
    person.say(person.phone)
    const first = await codeOf(person)
    // Its record follows its message.
    await expect
      .poll(async () => {
        person.say(person.phone)
        return (await person.waitFor(/\d/)).text
      })
      .toMatch(ru.codeAlreadySent(0).split('0')[0] ?? '')
    expect((await redeem(person.phone, codesIn(person).map(readCode).at(-1) ?? first)).status).toBe(200)
  })

  test('is had five times an hour; the sixth is refused with words, and then with silence (S16)', async () => {
    const person = await come()
    for (let n = 0; n < 5; n++) {
      person.say(newPhone())
      await person.waitFor(/: \d{6}\n/)
    }
    for (let n = 0; n < 3; n++) {
      person.say(newPhone())
      await person.waitFor(ru.tooManyCodes)
    }
    person.say(newPhone())
    await settle(person)
    expect(codesIn(person)).toHaveLength(5)
    expect(person.chat().filter(({ text }) => text === ru.tooManyCodes)).toHaveLength(3)
  })

  test('is refused natively with 401 and our own words, and its session comes as any other (D4)', async () => {
    const person = await come()
    person.shareContact()
    const code = await codeOf(person)
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
    const refused = await redeem(person.phone, wrong)
    expect(refused.status).toBe(401)
    expect(refused.body).toMatchObject({ code: 'bot_codes.code_rejected' })
    expect(refused.body.error).toBeUndefined()
    const browser = shop.browser()
    const { body } = await browser.post('/api/auth/bot-code', { phone: person.phone, code })
    expect([...browser.cookies.keys()]).toEqual(['vitrina_refresh'])
    expect(body.refreshToken).toBeUndefined()
    expect((await browser.as(body.accessToken).get('/api/me')).body).toEqual(body.customer)
    const extra = await shop.browser().post('/api/auth/bot-code', { phone: person.phone, code, admin: true })
    expect(extra.status).toBe(422)
  })
})

test('twenty bad numbers in an hour are enough, then there is silence (S7)', async () => {
  const person = await come()
  for (let n = 0; n < 20; n++) {
    person.say(`12345${n}`)
    await person.waitFor(ru.numberInvalid)
  }
  person.say('1234567')
  await settle(person)
  expect(person.chat().filter(({ text }) => text === ru.numberInvalid)).toHaveLength(20)
})

test('a person who has blocked the bot meanwhile breaks nothing', async () => {
  const person = await come()
  person.block()
  person.unblock()
  person.shareContact()
  await codeOf(person)
})

test('the link stands in the text where Telegram takes no button to it (D3)', async () => {
  const local = await openShop({ registerUrl: 'http://localhost:3000/register' })
  const person = local.person({ languageCode: 'ru' })
  person.start()
  await person.waitFor(ru.offerCode)
  person.shareContact()
  const message = await person.waitFor(/\d{6}/)
  expect(message.inlineKeyboard).toEqual([])
  expect(message.text).toContain('http://localhost:3000/register')
  await local.close()
})
