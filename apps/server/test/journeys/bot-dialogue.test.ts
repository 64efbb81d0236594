import { locales } from '@vitrina/contract'
import { botWords } from '@vitrina/contract/words/bot'
import { noticeWords } from '@vitrina/contract/words/notices'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasButton, newPhone, openShop, receiveCode, type Shop, startRegistration } from '../harness.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

/** Opens the link and says that it was us: the contact is asked for. */
async function toContact(overrides?: Parameters<typeof startRegistration>[1]) {
  const registration = await startRegistration(shop, overrides)
  const { person, words, payload } = registration
  person.start(payload)
  await person.waitFor(hasButton(words.mine))
  person.press(words.mine)
  await person.waitFor(words.askContact)
  return registration
}

describe.each(locales)('in %s', (locale) => {
  test('the bot names site, name, time, browser and network, and asks «Was it you?» before anything else (X6)', async () => {
    const { person, words, payload } = await startRegistration(shop, { locale, name: 'Зарина <b>' })
    person.start(payload)
    const { text, inlineKeyboard } = await person.waitFor(hasButton(words.mine))
    expect(text).toContain('127.0.0.1:3000')
    expect(text).toContain('Зарина <b>')
    expect(text).toMatch(/Firefox, Linux/)
    expect(text).toMatch(/203\.\d+\.\*\.\*/)
    const [, minute] = /\d:(\d\d)\b.*GMT\+3/.exec(text) ?? []
    expect([0, 1].map((ago) => new Date(Date.now() - ago * 60_000).getUTCMinutes())).toContain(Number(minute))
    expect(inlineKeyboard.flat().map((button) => button.text)).toEqual([words.mine, words.notMine])
    expect(person.keyboard()).toEqual([])
  })

  test('one button shares the contact, the keyboard goes, and the code comes (A5, A6)', async () => {
    const { person, words } = await toContact({ locale })
    expect(person.keyboard()).toEqual([[{ text: words.shareContact, request_contact: true }]])
    person.pressKeyboard(words.shareContact)
    await person.waitFor(words.confirmed)
    const { text } = await person.waitFor(/\d{6}/)
    expect(text).toBe(words.code(/\d{6}/.exec(text)?.[0] ?? ''))
    expect(person.keyboard()).toEqual([])
  })

  test('«Not me» ends it, says so once and takes the buttons and the keyboard away (X6)', async () => {
    const { person, words, payload, browser, started } = await startRegistration(shop, { locale })
    person.start(payload)
    await person.waitFor(hasButton(words.notMine))
    person.press(words.notMine)
    await person.waitFor((message) => message.text === words.notMineDone && !message.edited)
    expect(person.chat().filter(({ text }) => text === words.notMineDone)).toHaveLength(1)
    expect(person.chat().flatMap((message) => message.inlineKeyboard)).toEqual([])
    expect((await browser.get(`/api/auth/verifications/${started.id}`)).body.status).toBe('denied')
    person.shareContact()
    await person.waitFor(words.noVerification)
  })

  test('whoever comes without a link is told where to begin (B7)', async () => {
    const person = shop.person({ languageCode: locale })
    const { words } = await startRegistration(shop, { locale, person })
    person.start()
    const { text } = await person.waitFor(words.greeting)
    expect(text).toContain(words.abilities('Vitrina'))
    person.start('A'.repeat(43))
    await person.waitFor(words.linkInvalid)
    // The last that was opened was a link: a contact is not the answer to an offer any more.
    person.shareContact()
    await person.waitFor(words.noVerification)
  })

  test.each(['hello', '/help', '/unknown'])(
    '«%s» is answered like «/start», and a number is the answer to that (B7, D1)',
    async (text) => {
      const person = shop.person({ languageCode: locale })
      const words = botWords[locale]
      // Opens the chat, and offers nothing.
      person.start('nowhere')
      await person.waitFor(words.linkInvalid)
      person.say(text)
      await person.waitFor(`${words.greeting} ${words.offerCode}`)
      expect(person.keyboard()).toEqual([[{ text: words.shareContact, request_contact: true }]])
      person.say('+7 999 123-45-67')
      await person.waitFor(words.numberTaken('+7…67'))
    },
  )

  test('a number out of nowhere begins the offer, with the button (B7, D1)', async () => {
    const person = shop.person({ languageCode: locale })
    const words = botWords[locale]
    person.start('nowhere')
    await person.waitFor(words.linkInvalid)
    person.say('+7 999 123-45-67')
    await person.waitFor(words.askNumber)
    expect(person.keyboard()).toEqual([[{ text: words.shareContact, request_contact: true }]])
    person.shareContact()
    await person.waitFor(/\d{6}/)
  })
})

test('the words of the documents are theirs to the letter (A5, A6, B7)', async () => {
  const { words } = await startRegistration(shop)
  expect(words).toMatchObject({
    greeting: 'Привет! Используйте ссылку из веб-сайта.',
    linkInvalid: 'Код недействителен или истёк. Повторите регистрацию',
    shareContact: 'Отправить номер',
    confirmed: 'Номер подтверждён! Вернитесь на сайт',
    noVerification: 'Сначала перейдите по ссылке с сайта',
    failure: 'Ошибка. Попробуйте ещё раз.',
  })
  expect(words.mismatch('+7…67', '+7…89')).toBe('Номер +7…67 не совпадает с указанным при регистрации (+7…89)')
})

describe('a contact', () => {
  test('of another number is refused with both masked; the right one may follow (A6)', async () => {
    const phone = newPhone()
    const person = shop.person({ languageCode: 'ru' })
    const registration = await toContact({ phone, person })
    const { words } = registration
    person.shareContact()
    await person.waitFor(words.mismatch(`+7…${person.phone.slice(-2)}`, `+7…${phone.slice(-2)}`))
    const { browser, started } = registration
    expect((await browser.get(`/api/auth/verifications/${started.id}`)).body.status).toBe('claimed')
    person.sendContact({ phoneNumber: phone, userId: person.id })
    await person.waitFor(words.confirmed)
  })

  test.each([
    ['of somebody else', (phone: string, _: number) => ({ phoneNumber: phone, userId: 5_500_000_101 })],
    ['without an owner', (phone: string, _: number) => ({ phoneNumber: phone })],
    ['that was forwarded', (phone: string, id: number) => ({ phoneNumber: phone, userId: id, forwarded: true })],
  ])('%s proves nothing (S4, S5)', async (_, card) => {
    const { person, phone, words, browser, started } = await toContact()
    person.sendContact(card(phone, person.id))
    await person.waitFor(words.foreignContact)
    expect((await browser.get(`/api/auth/verifications/${started.id}`)).body.status).toBe('claimed')
  })

  test('typed as a number proves nothing (S4)', async () => {
    const { person, phone, words, browser, started } = await toContact()
    for (const [text, answer] of [
      [phone, words.typedNumber],
      ['hello', words.askContact],
    ] as const) {
      person.say(text)
      await person.waitFor(answer)
      expect(person.keyboard()).toEqual([[{ text: words.shareContact, request_contact: true }]])
    }
    expect((await browser.get(`/api/auth/verifications/${started.id}`)).body.status).toBe('claimed')
  })

  test('of an anonymous number is not the one that was typed (S6)', async () => {
    const phone = newPhone()
    const person = shop.person({ phone: '+88800123456', languageCode: 'ru' })
    const { words } = await toContact({ phone, person })
    person.shareContact()
    await person.waitFor(words.anonymousContact(`+7…${phone.slice(-2)}`))
  })

  test('whose number cannot be read is asked for again', async () => {
    const { person, words } = await toContact()
    person.sendContact({ phoneNumber: '8 999 123 47 02 ext 5', userId: person.id })
    await person.waitFor(words.unreadableContact)
    expect(person.keyboard().flat()).toContainEqual(expect.objectContaining({ request_contact: true }))
  })

  test('is read with spaces and without its plus (A6)', async () => {
    const { person, phone, words } = await toContact()
    const [, a, b] = /^\+7(\d{3})(\d{7})$/.exec(phone) ?? []
    person.sendContact({ phoneNumber: `7 (${a}) ${b}`, userId: person.id })
    await person.waitFor(words.confirmed)
  })

  test('before the answer to «Was it you?» is met with the question (X6)', async () => {
    const { person, words, payload } = await startRegistration(shop)
    person.start(payload)
    await person.waitFor(hasButton(words.mine))
    person.shareContact()
    await person.waitFor(words.answerFirst)
    await person.waitFor(hasButton(words.mine))
  })
})

describe('the link', () => {
  test('opened twice by the same person goes on where it was', async () => {
    const { person, words, payload } = await toContact()
    person.start(payload)
    await person.waitFor(words.askContact)
    person.shareContact()
    await person.waitFor(words.confirmed)
  })

  test('opened by a second person is told to both to be over (S7)', async () => {
    const { person, words, payload } = await toContact()
    const other = shop.person({ languageCode: 'ru' })
    other.start(payload)
    await other.waitFor(words.linkBurnt)
    person.shareContact()
    await person.waitFor(words.noVerification)
  })

  test('guessed twenty times an hour is met with silence (S7)', async () => {
    const { words } = await startRegistration(shop)
    const person = shop.person({ languageCode: 'ru' })
    for (let n = 0; n < 20; n++) {
      person.start(`guess-${n}`)
      await person.waitFor(words.linkInvalid)
    }
    person.start('guess-20')
    person.say('hello')
    await person.waitFor(words.greeting)
    expect(person.chat().filter(({ text }) => text === words.linkInvalid)).toHaveLength(20)
  })
})

test('an old button says that it is old, and changes nothing (S22)', async () => {
  const { person, words, payload, browser, started } = await startRegistration(shop)
  for (const _ of ['a question', 'and the same again']) {
    person.start(payload)
    await person.waitFor(hasButton(words.mine))
  }
  person.press(words.notMine)
  await person.waitFor(words.notMineDone)
  person.press(words.mine)
  await person.waitForNotice(words.stale)
  expect((await browser.get(`/api/auth/verifications/${started.id}`)).body.status).toBe('denied')
  await expect.poll(() => person.chat().flatMap(({ inlineKeyboard }) => inlineKeyboard)).toEqual([])
  person.shareContact()
  await person.waitFor(words.noVerification)
})

test('«Not me» under the notice of a password removes it, with the session (S2)', async () => {
  const registration = await startRegistration(shop, { password: 'SecurePass123!' })
  const { person, words, browser, started, phone } = registration
  const code = await receiveCode(registration)
  const { body: session } = await browser.post(`/api/auth/verifications/${started.id}/code`, { code })
  const notice = await person.waitFor(noticeWords.ru.kinds.password_set.title)
  expect(notice.text).toContain('Firefox, Linux')
  person.press(words.notMine)
  await person.waitFor(noticeWords.ru.kinds.password_set.done)
  expect((await browser.as(session.accessToken).get('/api/me')).status).toBe(401)
  expect((await browser.post('/api/auth/login', { identifier: phone, password: 'SecurePass123!' })).status).toBe(401)
})

test('a fault is answered with words, and the same contact is taken when it is mended (B7)', async () => {
  const { db } = shop.database
  const { words, person, phone } = await startRegistration(shop)
  const form = { phone_number: phone, name: 'Анна', password: 'SecurePass123!' }
  const { body } = await shop.browser().post('/auth/register', form)
  person.start(body.verification_code)
  await person.waitFor(words.askContact)
  await db.execute('alter table customers add constraint nobody check (name is null) not valid')
  person.shareContact()
  await person.waitFor(words.failure)
  await db.execute('alter table customers drop constraint nobody')
  person.shareContact()
  await person.waitFor(words.confirmed)
})

test('/language changes the language of every answer that follows (X2)', async () => {
  const { words: uz } = await startRegistration(shop, { locale: 'uz' })
  const person = shop.person({ languageCode: 'ru' })
  person.start('A'.repeat(43))
  person.say('/language')
  await person.waitFor(hasButton('Oʻzbekcha'))
  person.press('Oʻzbekcha')
  await person.waitFor(uz.languageChosen)
  person.shareContact()
  await person.waitFor(uz.noVerification)
})
