import type { Email, Locale } from '@vitrina/contract'
import { orderWords } from '@vitrina/contract/words/orders'
import { sql } from 'drizzle-orm'
import { Api } from 'grammy'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listActivity } from '#audit'
import { composeBot, makeUpdateHandler } from '#bot'
import { followJoin } from '#cart'
import { updateProfile } from '#identity'
import { followReminders, forgetNews, makeRemindOfCarts, type OrderNoticePorts, orderNoticesBot } from '#order-notices'
import { chooseLanguage, insertOrTouchChat, updateChat } from '#telegram'
import { setQuantity } from '../src/modules/cart/change-cart.ts'
import { eraseCustomer } from '../src/modules/own-account/erase-customer.ts'
import { exportIdentity } from '../src/modules/own-account/export-customer.ts'
import { byMail, newEmail, rowOf, type SignedIn, signedInAs } from './accounts.ts'
import { placedOrder } from './orders.ts'
import { asking, counted, openSelling, place, type Selling, sell } from './selling.ts'

let on: Selling
let ports: OrderNoticePorts & { currency: string }
beforeAll(async () => {
  on = await openSelling()
  ports = {
    shop: { name: 'Vitrina', publicUrl: 'https://shop.example', accent: '#1f6f5c', timeZone: 'Europe/Moscow' },
    defaultLocale: 'ru',
    writesLetters: true,
    staffChatId: undefined,
    currency: 'RUB',
  }
  // Noon in the shop.
  on.ctx.advance(9 * HOUR)
})
afterAll(() => on.close())
beforeEach(async () => {
  // Each test has only its own people to remind.
  await on.ctx.db.execute('update customers set cart_reminders = false')
  await said()
  await on.takeJobs('mail.deliver')
})

const HOUR = 3600_000
const DAY = 24 * HOUR
const run = { retryCount: 0, signal: AbortSignal.abort() }
const words = orderWords.ru.leftCart
const remind = (more: Partial<typeof ports> = {}, ctx = on.ctx) =>
  makeRemindOfCarts(ctx, { ...ports, ...more })({}, run)

async function said() {
  const { rows } = await on.ctx.db.execute<any>(
    'delete from telegram_outbox returning chat_id, payload, is_news, rings, expires_at',
  )
  return rows.map(({ chat_id, payload, is_news, rings, expires_at }) => ({
    chatId: Number(chat_id),
    text: payload.text as string,
    keys: payload.reply_markup?.inline_keyboard.flat(),
    ...{ isNews: is_news, rings, until: new Date(expires_at) },
  }))
}

const heard = async () => (await said()).map(({ chatId }) => chatId)
const letters = async () => (await on.takeJobs('mail.deliver')).map(({ letter }) => letter)

const put = ({ customerId }: SignedIn, sku: string, quantity = 1) =>
  setQuantity(
    on.ctx,
    { owner: { customerId }, sku, quantity },
    { counting: { currency: 'RUB', defaultLocale: 'ru' }, flood: on.ports.flood },
  )
const agree = (person: SignedIn, cartReminders = true) => updateProfile(on.ctx, { ...person, cartReminders })

type Leaving = SignedIn & { chatId: number; sku: string }

/** Somebody with a chat, who asked to be reminded and put this into the cart a moment ago. */
async function leaving(goods: Parameters<typeof sell>[1] = {}, wants = true): Promise<Leaving> {
  const person = await signedInAs(on)
  const chatId = Number(person.customer.telegramId)
  await insertOrTouchChat(on.ctx.db, { id: chatId, languageCode: 'ru', username: undefined }, on.ctx.now())
  if (wants) await agree(person)
  const { sku } = await sell(on, goods)
  await put(person, sku, 2)
  return { ...person, chatId, sku }
}

describe('a cart that was left (Y6)', () => {
  test('is told of to those who asked for it, a day later, once, as news, with a way to it', async () => {
    const { chatId } = await leaving({ name: { ru: 'Пионы' }, priceMinor: 150_000 })
    on.ctx.advance(DAY - 60_000)
    await remind()
    expect(await said()).toEqual([])
    on.ctx.advance(60_000)
    await remind()
    const [message, ...none] = await said()
    expect(none).toEqual([])
    expect(message).toMatchObject({ chatId, isNews: true, rings: false })
    expect(message?.text).toContain(words.title('Vitrina'))
    expect(message?.text).toContain('Пионы')
    expect(message?.text).toContain(words.total('3\u00a0000\u00a0₽'))
    expect(message?.keys).toEqual([
      { text: words.open, url: 'https://shop.example/cart' },
      { text: words.stop, callback_data: 'left-cart:stop' },
    ])
    for (let day = 1; day < 12; day++) {
      on.ctx.advance(DAY)
      await remind()
    }
    expect(await said()).toEqual([])
  })

  test('opens in the Mini App, where there is one', async () => {
    await leaving()
    on.ctx.advance(DAY)
    await remind({ shop: { ...ports.shop, miniAppUrl: 'https://shop.example/' } })
    const key = { text: words.open, web_app: { url: 'https://shop.example/cart' } }
    expect((await said())[0]?.keys).toContainEqual(key)
  })

  test('is told of to nobody who has not asked, or thought better of it', async () => {
    await leaving({}, false)
    const other = await leaving()
    await agree(other, false)
    on.ctx.advance(DAY)
    await remind()
    expect(await said()).toEqual([])
  })

  test.each(['uz', 'en'] as const)('is told of in the language of the chat (%s, X2)', async (locale: Locale) => {
    const { chatId } = await leaving({ name: { ru: 'Розы', [locale]: 'Roses' } })
    await chooseLanguage(on.ctx, { telegramId: chatId, locale })
    on.ctx.advance(DAY)
    await remind()
    const text = (await said())[0]?.text
    expect(text).toContain(orderWords[locale].leftCart.howToStop)
    expect(text).toContain('Roses')
  })

  test('names three things and counts the rest, sums up as much as there is, and leaves out what is gone', async () => {
    const person = await leaving({ name: { ru: 'Лилии' }, stock: 1 })
    for (const n of [1, 2, 3, 4]) {
      on.ctx.advance(1)
      await put(person, (await sell(on, { name: { ru: `Тюльпаны ${n}` } })).sku)
    }
    const gone = await sell(on, { name: { ru: 'Мимоза' } })
    await put(person, gone.sku)
    await on.ctx.db.execute(sql`update offers set stock = 0 where sku = ${gone.sku}`)
    on.ctx.advance(DAY)
    await remind()
    const lines = (await said())[0]?.text.split('\n').slice(2, 7)
    expect(lines).toEqual(['Лилии', 'Тюльпаны 1', 'Тюльпаны 2', words.more(2), words.total('5\u00a0000\u00a0₽')])
  })

  test('is told of in a message that Telegram takes, its button too, however long names are (T9)', async () => {
    const person = await leaving({ name: { ru: 'Ж'.repeat(9_000) } })
    on.ctx.advance(DAY)
    await remind()
    const [heard] = await said()
    expect(heard).toMatchObject({ chatId: person.chatId })
    expect(heard?.text.length).toBeLessThanOrEqual(4_096)
    expect(heard?.text).toContain(words.howToStop)
    const keys: { callback_data?: string }[] = heard?.keys ?? []
    const [data = '', ...none] = keys.flatMap(({ callback_data }) => callback_data ?? [])
    expect(none).toEqual([])
    expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64)
  })

  test('is not told of when nothing in it can be bought, until something can', async () => {
    const [soldOut, gone] = [await leaving(), await leaving()]
    await on.ctx.db.execute(sql`update offers set stock = 0 where sku = ${soldOut.sku}`)
    await on.ctx.db.execute(sql`update offers set gone_at = now() where sku = ${gone.sku}`)
    on.ctx.advance(DAY)
    await remind()
    expect(await said()).toEqual([])
    await on.ctx.db.execute(sql`update offers set stock = 5 where sku = ${soldOut.sku}`)
    await remind()
    expect(await heard()).toEqual([soldOut.chatId])
  })

  test('is not told of once it was ordered, nor after another order, nor when it was emptied', async () => {
    const buyer = await leaving()
    const elsewhere = await leaving()
    const emptied = await leaving()
    const bystander = await leaving()
    on.ctx.advance(HOUR)
    await place(on, buyer.customerId, asking(230_000))
    await placedOrder(on, { customerId: elsewhere.customerId })
    await put(emptied, emptied.sku, 0)
    on.ctx.advance(2 * DAY - HOUR)
    await remind()
    expect(await heard()).toEqual([bystander.chatId])
  })

  test('that is ordered or changed while it is being told of is told of no more', async () => {
    const [buyer, changing] = [await leaving(), await leaving()]
    on.ctx.advance(DAY)
    const ctx = meanwhile(async () => {
      await place(on, buyer.customerId, asking(230_000))
      await put(changing, changing.sku, 1)
    })
    await remind({}, ctx)
    expect(await said()).toEqual([])
  })

  test('and was touched again is told of anew, yet once a week at most', async () => {
    const person = await leaving()
    on.ctx.advance(DAY)
    await remind()
    expect(await heard()).toEqual([person.chatId])
    await put(person, person.sku, 3)
    for (let day = 1; day < 7; day++) {
      on.ctx.advance(DAY)
      await remind()
      expect(await said()).toEqual([])
    }
    on.ctx.advance(DAY)
    await remind()
    await remind()
    expect(await heard()).toEqual([person.chatId])
  })

  test('longer ago than two weeks is let rest', async () => {
    await leaving()
    on.ctx.advance(15 * DAY)
    await remind()
    expect(await said()).toEqual([])
  })

  test('is not told of at night in the shop, nor does what was put on its way by day arrive then', async () => {
    const { chatId } = await leaving()
    // 21:30, 8:30 and 19:30 there.
    for (const [hours, expected] of [
      [33.5, []],
      [11, []],
      [11, [chatId]],
    ] as const) {
      on.ctx.advance(hours * HOUR)
      await remind()
      const told = await said()
      expect(told.map(({ chatId }) => chatId)).toEqual(expected)
      for (const { until } of told) expect(until.getTime() - on.ctx.now().getTime()).toBe(1.5 * HOUR)
    }
    on.ctx.advance(16.5 * HOUR)
  })

  test('is written of to whoever has no chat, or closed it, and not said at all where there is neither', async () => {
    const email = newEmail() as Email
    const reader = await byMail(on, email)
    await agree(reader)
    await put(reader, (await sell(on)).sku)
    const closed = await leaving()
    await updateChat(on.ctx.db, closed.chatId, { blockedAt: on.ctx.now() })
    on.ctx.advance(DAY)
    await Promise.all([remind(), remind()])
    expect(await said()).toEqual([])
    const [letter, ...none] = await letters()
    expect(none).toEqual([])
    expect(letter).toMatchObject({ to: email })
    expect(letter.text).toContain('https://shop.example/cart')
    await updateChat(on.ctx.db, closed.chatId, { blockedAt: null })
    await remind()
    expect(await heard()).toEqual([closed.chatId])
  })

  test('is told of once by many processes at once, to everybody however many they are', async () => {
    const people: Leaving[] = []
    for (let n = 0; n < 3; n++) people.push(await leaving())
    await on.ctx.db.execute(sql`
      with people as (insert into customers (name, locale, telegram_id, cart_reminders, created_at, updated_at)
        select 'Анна', 'ru', 5000000000 + n, true, now(), now() from generate_series(1, 230) n returning id),
      filled as (insert into carts (customer_id, updated_at) select id, ${on.ctx.now()} from people returning id)
      insert into cart_lines (cart_id, sku, quantity, seen_price_minor, added_at)
        select id, ${people[0]?.sku}, 1, 1, ${on.ctx.now()} from filled`)
    on.ctx.advance(DAY)
    await Promise.all(Array.from({ length: 4 }, () => remind()))
    const chats = await heard()
    expect(chats).toHaveLength(233)
    expect(new Set(chats).size).toBe(233)
  })

  test('is neither lost nor told of twice when the telling dies, and keeps nobody else from hearing', async () => {
    const [first, second] = [await leaving(), await leaving()]
    on.ctx.advance(DAY)
    const dying = { ...ports.shop, publicUrl: 'no address' }
    await remind({ shop: dying })
    expect([await heard(), await counted(on, 'cart_reminders', `customer_id = ${first.customerId}`)]).toEqual([[], 0])
    await on.ctx.db.execute(
      sql`alter table telegram_outbox add constraint faulty check (chat_id <> ${sql.raw(String(first.chatId))})`,
    )
    await remind()
    expect(await heard()).toEqual([second.chatId])
    await on.ctx.db.execute('alter table telegram_outbox drop constraint faulty')
    await remind()
    await remind()
    expect(await heard()).toEqual([first.chatId])
  })
})

describe('the consent to reminders of a cart (Y6, Y7, T15)', () => {
  test('is off until it is given, written down, exported, and forgotten by an erasure', async () => {
    const person = await leaving({}, false)
    expect((await rowOf(on, person.customerId)).cartReminders).toBe(false)
    await agree(person)
    await agree(person)
    expect(await exportIdentity(on.ctx, person.customerId)).toMatchObject({ cartReminders: true })
    const consents = (await listActivity(on.ctx, person.customerId, 50)).filter(({ act }) => act.startsWith('consent'))
    expect(consents).toMatchObject([{ act: 'consent_given', details: { to: 'cart_reminders' } }])
    on.ctx.advance(DAY)
    await remind()
    expect(await counted(on, 'cart_reminders', `customer_id = ${person.customerId}`)).toBe(1)
    await eraseCustomer(on.ctx, person)
    await forgetNews(on.ctx, person.customerId)
    expect((await rowOf(on, person.customerId)).cartReminders).toBe(false)
    expect(await counted(on, 'cart_reminders', `customer_id = ${person.customerId}`)).toBe(0)
  })

  test('is that of the account that stays, and whom the other was reminded hears no sooner for the join', async () => {
    const [from, into] = [await leaving(), await leaving({}, false)]
    on.ctx.advance(DAY)
    await remind()
    expect(await heard()).toEqual([from.chatId])
    await on.ctx.db.execute(sql`update customers set telegram_id = null, phone = null, phone_verified_at = null,
      joined_into = ${into.customerId} where id = ${from.customerId}`)
    const joined = { from: from.customerId, into: into.customerId }
    await followJoin(on.ctx, joined)
    for (const _ of [1, 2]) await followReminders(on.ctx, joined)
    on.ctx.advance(DAY)
    await remind()
    expect(await said()).toEqual([])
    await agree(into)
    await remind()
    expect(await said()).toEqual([])
    on.ctx.advance(6 * DAY)
    await remind()
    expect(await heard()).toEqual([into.chatId])
  })

  test('is withdrawn by the button, for whoever presses it and nobody else (S22)', async () => {
    const [person, other] = [await leaving(), await leaving()]
    await press(person.chatId)
    expect((await rowOf(on, person.customerId)).cartReminders).toBe(false)
    expect((await rowOf(on, other.customerId)).cartReminders).toBe(true)
    expect((await said()).map(({ text }) => text)).toContain(words.stopped)
    const [last] = await listActivity(on.ctx, person.customerId, 1)
    expect(last).toMatchObject({ act: 'consent_withdrawn', details: { to: 'cart_reminders' } })
    on.ctx.advance(DAY)
    await remind()
    expect(await heard()).toEqual([other.chatId])
    await press(7_999_999_999)
    expect((await said()).map(({ text }) => text)).not.toContain(words.stopped)
  })
})

/** The same context, in which something happens before the first transaction begins. */
function meanwhile(happens: () => Promise<unknown>) {
  let over: Promise<unknown> | undefined
  const transaction: typeof on.ctx.db.transaction = async (...args) => {
    over ??= happens()
    await over
    return on.ctx.db.transaction(...args)
  }
  const db = new Proxy(on.ctx.db, {
    get: (target, name) => (name === 'transaction' ? transaction : Reflect.get(target, name)),
  })
  return { ...on.ctx, db }
}

let updates = 1

function press(personId: number): Promise<void> {
  const me = { id: 42, is_bot: true, first_name: 'Shop', username: 'shop_bot' } as never
  const handle = makeUpdateHandler(on.ctx, {
    composer: composeBot([orderNoticesBot()]),
    // Never called: what is said is collected.
    api: new Api('42:a', { apiRoot: 'http://127.0.0.1:9' }),
    me: () => me,
    shop: ports.shop,
    defaultLocale: 'ru',
  })
  const from = { id: personId, is_bot: false as const, first_name: 'Анна', language_code: 'ru' }
  const chat = { id: personId, type: 'private' as const, first_name: 'Анна' }
  const message = { message_id: 5, date: 1, chat, text: 'reminder' }
  const callback_query = { id: `press-${updates}`, from, message, chat_instance: '1', data: 'left-cart:stop' }
  return handle({ update_id: updates++, callback_query } as never)
}
