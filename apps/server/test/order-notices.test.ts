import type { Email, ProductCard } from '@vitrina/contract'
import { orderWords } from '@vitrina/contract/words/orders'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ProductId } from '#catalog'
import type { CustomerId } from '#identity'
import {
  forgetNews,
  makeNoteNews,
  makeTellFavorites,
  makeTellOrder,
  makeTellRefund,
  makeTellWooAlarm,
  type OrderNoticePorts,
  sweepOrderNotices,
} from '#order-notices'
import { type MoveOrder, markPaid, moveOrder } from '#orders'
import { takePayment } from '#payments'
import { transact } from '#platform'
import { chooseLanguage, insertOrTouchChat, updateChat } from '#telegram'
import { insertFavorite } from '../src/modules/cart/favorites-store.ts'
import { openCustomersCart } from '../src/modules/cart/open-cart.ts'
import { byMail, type SignedIn, signedInAs } from './accounts.ts'
import { placedOrder } from './orders.ts'
import { counted, sell } from './selling.ts'
import { type UseCases, useCases } from './use-cases.ts'

let on: UseCases
let ports: OrderNoticePorts
beforeAll(async () => {
  on = await useCases()
  ports = {
    shop: { name: 'Vitrina', publicUrl: 'https://shop.example', accent: '#1f6f5c', timeZone: 'Europe/Moscow' },
    defaultLocale: 'ru',
    writesLetters: true,
    staffChatId: 555,
  }
})
afterAll(() => on.close())
beforeEach(async () => {
  await said()
  await on.takeJobs('mail.deliver')
})

const run = { retryCount: 0, signal: AbortSignal.abort() }
const ru = orderWords.ru

/** What was put on its way to chats since the last time. */
async function said() {
  const { rows } = await on.ctx.db.execute<{
    chat_id: string
    payload: any
    topic: string
    rings: boolean
    is_news: boolean
  }>('delete from telegram_outbox returning chat_id, payload, topic, rings, is_news')
  return rows.map(({ chat_id, payload, topic, rings, is_news }) => ({
    chatId: Number(chat_id),
    text: payload.text as string,
    button: payload.reply_markup?.inline_keyboard[0][0],
    ...{ topic, rings, isNews: is_news },
  }))
}

const letters = async () => (await on.takeJobs('mail.deliver')).map(({ letter }) => letter)

/** Somebody with a chat that the bot has met. */
async function inChat(languageCode = 'ru'): Promise<SignedIn & { chatId: number }> {
  const person = await signedInAs(on)
  const chatId = Number(person.customer.telegramId)
  await insertOrTouchChat(on.ctx.db, { id: chatId, languageCode, username: undefined }, on.ctx.now())
  return { ...person, chatId }
}

const tell = (orderId: string) => makeTellOrder(on.ctx, ports)({ orderId: orderId as never }, run)
const staff = { kind: 'staff', id: '1' } as const

async function orderOf(customerId: CustomerId, overrides = {}) {
  const { id, number } = await placedOrder(on, { customerId, ...overrides })
  await tell(id)
  const move = async (to: MoveOrder['to'], more: Partial<MoveOrder> = {}) => {
    await moveOrder(on.ctx, id, { to, actor: staff, ...more })
    await tell(id)
  }
  return { id, number, move }
}

describe('how an order stands (E10)', () => {
  test('is told in the chat at each step, once, with a way to the order', async () => {
    const { customerId, chatId } = await inChat()
    const { id, number, move } = await orderOf(customerId)
    await tell(id)
    const [first, ...none] = await said()
    expect(none).toEqual([])
    expect(first).toMatchObject({ chatId, topic: `order:${id}`, rings: false, isNews: false })
    expect(first?.text).toContain(ru.states.placed({ number: '', shop: '', total: '3\u00a0300\u00a0₽' }))
    expect(first?.button).toEqual({ text: ru.openOrder, url: `https://shop.example/orders/${number}` })
    await move('processing')
    await move('completed')
    await tell(id)
    expect((await said()).map(({ text, rings }) => [text.split('\n\n')[1], rings])).toEqual([
      [ru.states.processing({ number: '', shop: '', total: '3\u00a0300\u00a0₽' }), false],
      [ru.states.completed({ number: '', shop: 'Vitrina', total: '' }), true],
    ])
    expect(await letters()).toEqual([])
  })

  test('is one message when several things happen at once, and what is old is not said after what is new', async () => {
    const { customerId } = await inChat()
    const { id } = await orderOf(customerId, {
      paymentMethodId: 'telegram',
      payBy: new Date(on.ctx.now().getTime() + 1e6),
    })
    expect((await said())[0]?.text).toContain('до 03:16')
    await markPaid(on.ctx, id)
    await moveOrder(on.ctx, id, { to: 'processing', actor: { kind: 'system', id: null } })
    await Promise.all(Array.from({ length: 8 }, () => tell(id)))
    expect((await said()).map(({ text }) => text)).toEqual([
      expect.stringContaining('Оплата 3\u00a0300\u00a0₽ получена'),
    ])
  })

  test.each(['ru', 'uz', 'en'] as const)('names the end of its time by 24 hours (%s, X2)', async (locale) => {
    const { customerId, chatId } = await inChat()
    await chooseLanguage(on.ctx, { telegramId: chatId, locale })
    const payBy = new Date('2030-01-01T18:05:00Z')
    await orderOf(customerId, { paymentMethodId: 'telegram', payBy })
    const [first] = await said()
    expect(first?.text).toContain('21:05')
  })

  test.each(['ru', 'uz', 'en'] as const)('is told in the language of the chat (%s, X2)', async (locale) => {
    const { customerId, chatId } = await inChat()
    await chooseLanguage(on.ctx, { telegramId: chatId, locale })
    const { move } = await orderOf(customerId)
    await move('on_hold')
    const [, last] = await said()
    expect(last?.text).toContain(orderWords[locale].states.on_hold({ number: '', shop: '', total: '' }))
  })

  test.each([
    ['by the shop', staff, true],
    ['by themselves', { kind: 'customer', id: '1' }, false],
  ] as const)('cancelled %s rings accordingly', async (_, actor, rings) => {
    const { customerId } = await inChat()
    const { move } = await orderOf(customerId)
    await move('cancelled', { actor })
    expect((await said()).at(-1)?.rings).toBe(rings)
  })

  test('not paid in time, and paid for nothing, is said as such', async () => {
    const { customerId } = await inChat()
    const [over, owed] = [await orderOf(customerId), await orderOf(customerId)]
    await over.move('cancelled', { actor: { kind: 'system', id: null }, reason: 'not_paid_in_time' })
    expect((await said()).at(-1)?.text).toContain(ru.states.not_paid({ number: '', shop: '', total: '' }))
    await markPaid(on.ctx, owed.id)
    await owed.move('cancelled')
    expect((await said()).at(-1)?.text).toContain(ru.moneyBack)
  })

  test('is written to whoever has no chat, or closed it, once', async () => {
    const email = 'reader@shop.example' as Email
    const reader = await byMail(on, email, { locale: 'uz' })
    const { id, move } = await orderOf(reader.customerId)
    await tell(id)
    await move('completed')
    const [, last, ...none] = await letters()
    expect(none).toEqual([])
    expect(last).toMatchObject({ to: email })
    expect(last.text).toContain(orderWords.uz.states.completed({ number: '', shop: 'Vitrina', total: '' }))
    const closed = await inChat()
    await updateChat(on.ctx.db, closed.chatId, { blockedAt: on.ctx.now() })
    await orderOf(closed.customerId, { contact: { name: 'Анна', phone: '+79161234567', email } })
    expect(await said()).toEqual([])
    expect(await letters()).toHaveLength(1)
  })

  test('is not said to whoever has neither, nor of whoever was erased', async () => {
    const nobody = await signedInAs(on, { telegramId: null })
    await orderOf(nobody.customerId)
    const gone = await inChat()
    await on.ctx.db.execute(sql`update customers set erased_at = now(), telegram_id = null, phone = null,
      phone_verified_at = null, name = '' where id = ${gone.customerId}`)
    const contact = { name: 'Анна', phone: '+79161234567', email: 'gone@shop.example' }
    await orderOf(gone.customerId, { contact })
    expect([...(await said()), ...(await letters())]).toEqual([])
  })

  test('is forgotten a year later', async () => {
    const { customerId } = await inChat()
    const { id } = await orderOf(customerId)
    const later = { ...on.ctx, now: () => new Date(on.ctx.now().getTime() + 366 * 24 * 3600_000) }
    await sweepOrderNotices(later)
    expect(await counted(on, 'order_notices', `subject = 'order:${id}'`)).toBe(0)
  })
})

describe('money that has to go back (Y3, G10)', () => {
  const incoming = (orderId: string, payerId: number | null) => ({
    ...{ method: 'telegram' as const, chargeId: `charge-${orderId}`, providerChargeId: 'bank-1', reference: orderId },
    ...{ amountMinor: 330_001, currency: 'RUB', payerId, at: on.ctx.now() },
  })

  test('is told to whoever paid and to staff, once', async () => {
    const { customerId, chatId } = await inChat()
    const { id } = await placedOrder(on, { customerId })
    await takePayment(on.ctx, incoming(id, chatId))
    const [due] = await on.takeJobs('payments.refund_due')
    for (const _ of [1, 2]) await makeTellRefund(on.ctx, ports)(due, run)
    const heard = await said()
    expect(heard.map(({ chatId }) => chatId)).toEqual([chatId, 555])
    expect(heard[0]?.text).toContain('Мы вернём деньги')
    expect(heard[1]?.text).toContain('bank-1')
    expect(heard[1]?.text).toContain('3\u00a0300,01\u00a0₽')
  })

  test('of somebody who paid another’s order is told to them', async () => {
    const { customerId } = await inChat()
    const { id } = await placedOrder(on, { customerId })
    await takePayment(on.ctx, incoming(id, 777))
    const [due] = await on.takeJobs('payments.refund_due')
    await makeTellRefund(on.ctx, { ...ports, staffChatId: undefined })(due, run)
    expect((await said()).map(({ chatId }) => chatId)).toEqual([777])
  })
})

test('what staff is told of an order fits a message, however much of it is wrong (T9)', async () => {
  const { id } = await placedOrder(on)
  const details = Array.from({ length: 500 }, (_, at) => `line_items[${at}].subtotal`).join(', ')
  const alarm = { kind: 'differs' as const, orderId: id, externalId: '71', details }
  for (const _ of [1, 2]) await makeTellWooAlarm(on.ctx, ports)(alarm, run)
  const heard = await said()
  expect(heard.map(({ chatId }) => chatId)).toEqual([555])
  expect(heard[0]?.text).toContain('line_items[0].subtotal')
  expect(heard[0]?.text.length).toBeLessThanOrEqual(4_096)
})

describe('favourites that cost less or are back (Y6)', () => {
  const cards = new Map<number, Partial<ProductCard>>()
  const readCards = async (_: unknown, ids: readonly ProductId[]) =>
    ids.map((id) => ({
      ...{ id: String(id), name: `Roses ${id}`, slug: 'roses', sku: 'R', hasVariations: false, inStock: true },
      ...{ price: { amountMinor: 90_000, currency: 'RUB' } },
      ...cards.get(id),
    })) as ProductCard[]
  const note = (kind: 'price_dropped' | 'back_in_stock', ...ids: number[]) =>
    makeNoteNews(on.ctx, kind)(
      { products: ids.map((productId) => ({ productId: productId as ProductId, skus: [] })) },
      run,
    )
  const tellAll = () => makeTellFavorites(on.ctx, { ...ports, readCards })({}, run)
  const MINUTES = 60_000

  async function fan(marketing: boolean, ...productIds: number[]) {
    const person = await inChat()
    await on.ctx.db.execute(sql`update customers set marketing = ${marketing} where id = ${person.customerId}`)
    await transact(on.ctx, async (ctx) => {
      const { id } = await openCustomersCart(ctx, person.customerId)
      for (const productId of productIds)
        await insertFavorite(ctx.db, id, { productId: productId as ProductId, addedAt: ctx.now() })
    })
    return person
  }

  test('are told together, as news, to those who asked for it and to nobody else', async () => {
    const goods = [(await sell(on)).productId, (await sell(on)).productId]
    const wants = await fan(true, ...goods)
    await fan(false, ...goods)
    await note('price_dropped', goods[0] ?? 0)
    await note('back_in_stock', goods[1] ?? 0)
    await tellAll()
    expect(await said()).toEqual([])
    on.ctx.advance(11 * MINUTES)
    await Promise.all([tellAll(), tellAll()])
    const heard = await said()
    expect(heard).toMatchObject([{ chatId: wants.chatId, isNews: true }])
    expect(heard[0]?.text).toContain(`Roses ${goods[0]}: теперь 900\u00a0₽`)
    expect(heard[0]?.text).toContain(`Roses ${goods[1]} снова в наличии`)
  })

  test('are told once a day at most, however often prices fall, and a long list is cut', async () => {
    const goods = await Promise.all(Array.from({ length: 12 }, async () => (await sell(on)).productId))
    const { chatId } = await fan(true, ...goods)
    for (let hour = 0; hour < 30; hour++) {
      await note('price_dropped', ...goods)
      await tellAll()
      on.ctx.advance(60 * MINUTES)
    }
    const heard = (await said()).filter((one) => one.chatId === chatId)
    expect(heard).toHaveLength(2)
    expect(heard[0]?.text).toContain(ru.favorites.more(4))
  })

  test('fit a message of Telegram however long their names are, and still say how to stop (T9)', async () => {
    const goods = await Promise.all(Array.from({ length: 8 }, async () => (await sell(on)).productId))
    for (const id of goods) cards.set(id, { name: '🌹'.repeat(3_000) })
    await fan(true, ...goods)
    await note('price_dropped', ...goods)
    on.ctx.advance(11 * MINUTES)
    await tellAll()
    for (const id of goods) cards.delete(id)
    const [heard] = await said()
    expect(heard?.text.length).toBeLessThanOrEqual(4_096)
    expect(heard?.text).toContain(ru.favorites.howToStop)
  })

  test('of one who cannot be told keep nobody else from hearing of theirs', async () => {
    const [bad, good] = [(await sell(on)).productId, (await sell(on)).productId]
    await fan(true, bad)
    const lucky = await fan(true, good)
    await note('price_dropped', bad, good)
    on.ctx.advance(11 * MINUTES)
    const failing = async (ctx: unknown, ids: readonly ProductId[]) => {
      if (ids.includes(bad as ProductId)) throw new Error('a card that cannot be read')
      return readCards(ctx, ids)
    }
    await makeTellFavorites(on.ctx, { ...ports, readCards: failing })({}, run)
    expect((await said()).map(({ chatId }) => chatId)).toEqual([lucky.chatId])
    await tellAll()
    expect(await said()).toHaveLength(1)
  })

  test('that are sold out again, or that are wanted no more, are not told of', async () => {
    const { productId } = await sell(on)
    const person = await fan(true, productId)
    cards.set(productId, { inStock: false })
    await note('back_in_stock', productId)
    on.ctx.advance(11 * MINUTES)
    await tellAll()
    cards.delete(productId)
    await note('back_in_stock', productId)
    on.ctx.advance(11 * MINUTES)
    await on.ctx.db.execute(sql`update customers set marketing = false where id = ${person.customerId}`)
    await tellAll()
    expect(await said()).toEqual([])
    await note('back_in_stock', productId)
    await forgetNews(on.ctx, person.customerId)
    expect(await counted(on, 'favorite_news', `customer_id = ${person.customerId}`)).toBe(0)
  })
})
