import { describe, expect, it } from 'vitest'
import type { Simulator } from '../src/index.ts'
import { call, first, jsonOf, refusal, simulate, startedPerson } from './support.ts'

const roses = { title: 'Order 1001', description: 'Roses', payload: 'order-1', currency: 'RUB' }
const asking = (simulator: Simulator, more: object = {}) => ({
  ...roses,
  provider_token: simulator.paymentToken,
  prices: [{ label: 'Roses', amount: 130_000 }],
  ...more,
})

/** The question that a bot is asked before anything is paid. */
async function nextUpdate(simulator: Simulator, offset = 0): Promise<any> {
  const { body } = await call(simulator, 'getUpdates', { offset, timeout: 5 })
  return body.result.at(-1)
}

async function questionOf(simulator: Simulator): Promise<any> {
  for (let offset = 0; ; ) {
    const update = await nextUpdate(simulator, offset)
    if (update?.pre_checkout_query) return update
    offset = (update?.update_id ?? offset - 1) + 1
  }
}

describe('an invoice', () => {
  it.each([
    [{ title: '' }, 'parameter "title" is required'],
    [{ title: 'x'.repeat(33) }, 'longer than 32'],
    [{ description: 'x'.repeat(256) }, 'longer than 255'],
    [{ payload: 'я'.repeat(65) }, 'INVOICE_PAYLOAD_INVALID'],
    [{ provider_token: 'made:up' }, 'PAYMENT_PROVIDER_INVALID'],
    [{ currency: 'ABC' }, 'CURRENCY_INVALID'],
    [{ prices: [] }, 'at least one price'],
    [{ prices: [{ label: 'a', amount: 1.5 }] }, 'must be of type Number'],
    [{ prices: [{ label: 'a', amount: 100 }] }, 'CURRENCY_TOTAL_AMOUNT_INVALID'],
    [{ prices: [{ label: 'a', amount: 1_000_000_000_000 }] }, 'CURRENCY_TOTAL_AMOUNT_INVALID'],
    [{ currency: 'XTR' }, 'STARS_INVOICE_INVALID'],
  ])('with %j is refused', async (more, reason) => {
    const simulator = await simulate()
    expect(await refusal(simulator, 'createInvoiceLink', asking(simulator, more))).toContain(reason)
  })

  it('in the chat asks the bot first, and becomes a receipt when it is paid', async () => {
    const simulator = await simulate()
    const person = startedPerson(simulator)
    const { body } = await call(simulator, 'sendInvoice', asking(simulator, { chat_id: person.id }))
    expect(body.result.invoice).toEqual({
      title: 'Order 1001',
      description: 'Roses',
      start_parameter: '',
      currency: 'RUB',
      total_amount: 130_000,
    })
    const { message_id: messageId } = body.result
    expect(person.press('Pay')).toEqual({ action: 'pay', messageId })
    const paying = person.pay({ messageId })
    const { update_id, pre_checkout_query: query } = await questionOf(simulator)
    expect(query).toMatchObject({ from: { id: person.id }, total_amount: 130_000, invoice_payload: 'order-1' })
    await call(simulator, 'answerPreCheckoutQuery', { pre_checkout_query_id: query.id, ok: true })
    expect((await paying).status).toBe('paid')
    const { message } = await nextUpdate(simulator, update_id + 1)
    expect(message.successful_payment).toMatchObject({
      currency: 'RUB',
      total_amount: 130_000,
      invoice_payload: 'order-1',
    })
    expect(() => person.openInvoice({ messageId })).toThrow('paid already')
    expect(first(person.chat().filter(({ invoice }) => invoice)).inlineKeyboard).toEqual([])
  })

  it('behind a link can be refused by the bot, in its own words, once', async () => {
    const simulator = await simulate()
    const person = startedPerson(simulator)
    const { body } = await call(simulator, 'createInvoiceLink', asking(simulator))
    expect(body.result).toMatch(/^https:\/\/t\.me\/\$[\w-]+$/)
    const paying = person.pay({ link: body.result })
    const { pre_checkout_query: query } = await questionOf(simulator)
    const answer = { pre_checkout_query_id: query.id, ok: false }
    expect(await refusal(simulator, 'answerPreCheckoutQuery', answer)).toContain("error message can't be empty")
    await call(simulator, 'answerPreCheckoutQuery', { ...answer, error_message: 'Sold out' })
    expect(await paying).toMatchObject({ status: 'failed', reason: 'Sold out' })
    expect(await refusal(simulator, 'answerPreCheckoutQuery', { ...answer, ok: true })).toContain('query is too old')
  })

  it('is paid late, declined, or told of twice', async () => {
    const simulator = await simulate()
    const person = startedPerson(simulator)
    const { body } = await call(simulator, 'createInvoiceLink', asking(simulator))
    const agree = async (paying: Promise<unknown>) => {
      const { pre_checkout_query: query } = await questionOf(simulator)
      await call(simulator, 'answerPreCheckoutQuery', { pre_checkout_query_id: query.id, ok: true })
      return await paying
    }
    expect(await agree(person.pay({ link: body.result }, 'decline'))).toMatchObject({ status: 'failed' })
    expect(await agree(person.pay({ link: body.result }, 'late'))).toMatchObject({ status: 'pending' })
    const before = person.chat().length
    person.letMoneyArrive()
    expect(person.chat().length).toBe(before + 1)
    const paid = person.chat().at(-1)?.paid
    expect(paid?.total_amount).toBe(130_000)
    person.tellOfPaymentAgain()
    const { body: pending } = await call(simulator, 'getUpdates')
    const charges = pending.result.flatMap(
      ({ message }: any) => message?.successful_payment?.telegram_payment_charge_id ?? [],
    )
    expect(charges).toEqual([paid?.telegram_payment_charge_id, paid?.telegram_payment_charge_id])
  })

  it('is paid from the page as from a test', async () => {
    const simulator = await simulate()
    const person = startedPerson(simulator)
    const { body } = await call(simulator, 'createInvoiceLink', asking(simulator))
    const post = (action: string, data: object) =>
      fetch(`${simulator.url}/simulator/people/${person.id}/${action}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(data),
      })
    expect(await jsonOf(post('invoice', { link: body.result }))).toMatchObject({ title: 'Order 1001' })
    const paying = post('pay', { link: body.result, how: 'pay' })
    const { pre_checkout_query: query } = await questionOf(simulator)
    await call(simulator, 'answerPreCheckoutQuery', { pre_checkout_query_id: query.id, ok: true })
    expect(await jsonOf(paying)).toMatchObject({ status: 'paid' })
  })
})
