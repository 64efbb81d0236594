import { describe, expect, test } from 'vitest'
import { Address, locales, NewPassword, PersonName, TypedCode, TypedPhone } from '../index.ts'
import { botWords } from './bot/index.ts'
import { checkoutWords } from './checkout/index.ts'
import { mailWords } from './mail/index.ts'
import { noticeWords } from './notices/index.ts'
import { orderWords } from './orders/index.ts'
import { refusalWords } from './refusals/index.ts'
import { words as siteEn } from './site/en.ts'
import { words as basketEn } from './site/en-basket.ts'
import { words as cabinetEn } from './site/en-cabinet.ts'
import { words as ordersEn } from './site/en-orders.ts'
import { passkeys as passkeysEn } from './site/en-passkeys.ts'
import { words as shopEn } from './site/en-shop.ts'
import { words as waysEn } from './site/en-ways.ts'
import { words as siteRu } from './site/ru.ts'
import { words as basketRu } from './site/ru-basket.ts'
import { words as cabinetRu } from './site/ru-cabinet.ts'
import { words as ordersRu } from './site/ru-orders.ts'
import { passkeys as passkeysRu } from './site/ru-passkeys.ts'
import { words as shopRu } from './site/ru-shop.ts'
import { words as waysRu } from './site/ru-ways.ts'
import { words as siteUz } from './site/uz.ts'
import { words as basketUz } from './site/uz-basket.ts'
import { words as cabinetUz } from './site/uz-cabinet.ts'
import { words as ordersUz } from './site/uz-orders.ts'
import { passkeys as passkeysUz } from './site/uz-passkeys.ts'
import { words as shopUz } from './site/uz-shop.ts'
import { words as waysUz } from './site/uz-ways.ts'
import { smsWords } from './sms/index.ts'

const books = {
  bot: botWords,
  checkout: checkoutWords,
  mail: mailWords,
  notices: noticeWords,
  orderNotices: orderWords,
  refusals: refusalWords,
  basket: { ru: basketRu, uz: basketUz, en: basketEn },
  cabinet: { ru: cabinetRu, uz: cabinetUz, en: cabinetEn },
  site: { ru: siteRu, uz: siteUz, en: siteEn },
  orders: { ru: ordersRu, uz: ordersUz, en: ordersEn },
  passkeys: { ru: passkeysRu, uz: passkeysUz, en: passkeysEn },
  ways: { ru: waysRu, uz: waysUz, en: waysEn },
  shop: { ru: shopRu, uz: shopUz, en: shopEn },
  sms: smsWords,
}

describe.each(Object.entries(books))('the words of %s', (_, book) => {
  test.each(locales)('say in %s what they say in Russian, no more and no less (X2)', (locale) => {
    expect(shapeOf(book[locale])).toEqual(shapeOf(book.ru))
  })

  test('are nowhere empty', () => {
    for (const locale of locales) expect(sentencesOf(book[locale]).filter((text) => text.trim() === '')).toEqual([])
  })
})

test.each([
  [PersonName, ['', 'a'.repeat(101), 'a\u0000b']],
  [TypedPhone, ['1']],
  [NewPassword, ['', 'a'.repeat(129)]],
  [TypedCode, ['1']],
  [Address.shape.city, ['', 'a\u0000', 'a'.repeat(101)]],
  [Address.shape.country, ['ru']],
])('what is wrong with a field is said in every language', (schema, faulty) => {
  for (const value of faulty) {
    const [code = ''] = schema.safeParse(value).error?.issues.map(({ message }) => message) ?? []
    for (const locale of locales) expect(refusalWords[locale].fields, locale).toHaveProperty(code)
  }
})

test.each(locales)('in %s a button is called what the sentences about it call it', (locale) => {
  const { notMine, openPage, kinds } = noticeWords[locale]
  expect(openPage).toBe(notMine)
  for (const kind of Object.values(kinds)) if ('undo' in kind) expect(kind.undo).toMatch(quoted(notMine))
  const bot = botWords[locale]
  const origin = { purpose: 'register', site: '', name: null, when: '', device: '', asksNumber: true } as const
  expect(bot.origin(origin)).toMatch(quoted(bot.notMine))
  for (const text of [bot.askContact, bot.askNumber, bot.offerCode, bot.typedNumber, bot.foreignContact])
    expect(text).toMatch(quoted(bot.shareContact))
  const { joined, security } = books.cabinet[locale]
  expect(joined.undo).toMatch(quoted(notMine))
  // Behind the letter's link it says what it does as well.
  expect(security.notMine.startsWith(`${notMine}, `)).toBe(true)
})

const quoted = (text: string) => new RegExp(`[«“]${text}[»”]`)

test.each(locales)('in %s the site says itself what only the server can find wrong with a password', (locale) => {
  expect(books.site[locale].field.errors.password_common).toMatch(/^\p{Lu}/u)
})

/** Keys with the kind of what stands under them: a sentence, or one with something to fill in. */
function shapeOf(words: unknown): unknown {
  if (typeof words === 'function') return `sentence of ${words.length}`
  if (typeof words !== 'object' || words === null) return typeof words
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, shapeOf(value)]))
}

function sentencesOf(words: unknown): string[] {
  if (typeof words === 'string') return [words]
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(sentencesOf) : []
}
