import { type Locale, locales } from '@vitrina/contract'
import { botWords } from '@vitrina/contract/words/bot'
import { orderWords } from '@vitrina/contract/words/orders'
import type { ChatMessage, SimulatedPerson } from '@vitrina/simulator'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { storePages } from '#content'
import type { CustomerId } from '#identity'
import { markPaid } from '#orders'
import { testCtx } from '../ctx.ts'
import { hasButton, openShop, receiveCode, type Shop, startRegistration } from '../harness.ts'
import { orderOf } from '../orders.ts'
import type { UseCases } from '../use-cases.ts'

const SITE = 'https://shop.example'

let shop: Shop
let on: Pick<UseCases, 'ctx'>
beforeAll(async () => {
  shop = await openShop(({ telegram }) => ({
    publicUrl: SITE,
    telegram: telegram && { ...telegram, miniAppUrl: `${SITE}/` },
  }))
  on = { ctx: { ...testCtx(shop.database.db), jobs: { send: async () => {}, publish: async () => {} } } }
})
afterEach(() => storePages(on.ctx, 'file', []))
afterAll(() => shop.close())

const publish = (...slugs: string[]) =>
  storePages(
    on.ctx,
    'file',
    slugs.map((slug) => ({
      ...{ externalId: slug, slug, modifiedAt: on.ctx.now() },
      title: { ru: `Страница ${slug}`, uz: `${slug} sahifasi`, en: `Page ${slug}` },
      content: { ru: '<p>Так.</p>' },
    })),
  )

/** What the bot answers to it. */
async function ask(person: SimulatedPerson, command: string): Promise<ChatMessage> {
  const known = person.chat().at(-1)?.id ?? 0
  person.say(command)
  return person.waitFor(({ id, from }) => id > known && from === 'bot')
}

async function visitor(locale: Locale): Promise<SimulatedPerson> {
  const person = shop.person({ languageCode: locale })
  person.start('nowhere')
  await person.waitFor(botWords[locale].linkInvalid)
  return person
}

async function newCustomer(locale: Locale = 'ru') {
  const registration = await startRegistration(shop, { locale })
  const code = await receiveCode(registration)
  const path = `/api/auth/verifications/${registration.started.id}/code`
  const { body } = await registration.browser.post(path, { code })
  await registration.person.waitFor(botWords[locale].confirmed)
  return { person: registration.person, customerId: body.customer.customerId as CustomerId }
}

async function paidOrder(customerId: CustomerId): Promise<number> {
  const { id, number } = await orderOf(on, { customerId })
  await markPaid(on.ctx, id)
  return number
}

test('the bot’s list of commands has both, in each language (T11, X2)', async () => {
  const listed = () =>
    shop.simulator
      .calls()
      .filter(({ method }) => method === 'setMyCommands')
      .map(({ parameters }) => parameters)
  await expect.poll(listed).toHaveLength(locales.length)
  for (const [nth, locale] of locales.entries()) {
    const { paysupport, terms } = botWords[locale].commands
    expect(listed()[nth]?.commands).toEqual(
      expect.arrayContaining([
        { command: 'paysupport', description: paysupport },
        { command: 'terms', description: terms },
      ]),
    )
  }
})

describe.each(locales)('in %s', (locale) => {
  const words = orderWords[locale]
  const title = { ru: 'Страница terms', uz: 'terms sahifasi', en: 'Page terms' }[locale]

  test('/terms names the shop’s page and where it is, and says so where there is none (T11)', async () => {
    const person = await visitor(locale)
    expect((await ask(person, '/terms')).text).toBe(words.terms.none({ shop: 'Vitrina', url: SITE }))
    await publish('delivery', 'terms')
    const found = await ask(person, '/terms')
    expect(found.text).toBe(words.terms.found({ shop: 'Vitrina', title, url: `${SITE}/pages/terms` }))
  })

  test('/paysupport shows what was paid last, the latest first, and how the shop is reached (T11)', async () => {
    const { person, customerId } = await newCustomer(locale)
    const numbers = [await paidOrder(customerId), await paidOrder(customerId)]
    const { number: unpaid } = await orderOf(on, { customerId })
    await publish('contacts')
    const { text } = await ask(person, '/paysupport')
    expect(numbers.map((number) => text.indexOf(`${SITE}/orders/${number}\n`)).map((at) => at > 0)).toEqual([
      true,
      true,
    ])
    expect(text.indexOf(`/orders/${numbers[1]}`)).toBeLessThan(text.indexOf(`/orders/${numbers[0]}`))
    expect(text).not.toContain(`/orders/${unpaid}`)
    const contacts = { ru: 'Страница contacts', uz: 'contacts sahifasi', en: 'Page contacts' }[locale]
    expect(text).toContain(words.paySupport.contacts({ title: contacts, url: `${SITE}/pages/contacts` }))
    expect(text).toContain(words.paySupport.notTelegram)
  })
})

describe('/paysupport', () => {
  test('tells a stranger nothing of anybody’s orders, and leads to the site where there are no contacts (T11)', async () => {
    const other = await newCustomer()
    const number = await paidOrder(other.customerId)
    const { text } = await ask(await visitor('ru'), '/paysupport')
    expect(text).not.toContain(String(number))
    expect(text).not.toContain(orderWords.ru.paySupport.paid)
    expect(text).toContain(orderWords.ru.paySupport.noContacts(SITE))
  })

  test('names three orders at most: all are behind one button, in the Mini App (T11)', async () => {
    const { person, customerId } = await newCustomer()
    for (let paid = 0; paid < 5; paid++) await paidOrder(customerId)
    const { text, inlineKeyboard } = await ask(person, '/paysupport')
    const { openOrders } = orderWords.ru.paySupport
    expect(inlineKeyboard).toEqual([[{ text: openOrders, web_app: { url: `${SITE}/orders` } }]])
    expect(text.match(/\/orders\/\d+/g)).toHaveLength(3)
    expect(text).toContain(orderWords.ru.paySupport.orders(`${SITE}/orders`))
  })

  test('is answered also when a number is awaited: no command is the answer to that (T11)', async () => {
    const { person, words, payload } = await startRegistration(shop)
    person.start(payload)
    await person.waitFor(hasButton(words.mine))
    person.press(words.mine)
    await person.waitFor(words.askContact)
    expect((await ask(person, '/paysupport')).text).toContain(orderWords.ru.paySupport.title('Vitrina'))
  })
})
