import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPhone, openShop, type Shop } from '../harness.ts'

let shop: Shop

beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const payloadOf = (link: string) => new URL(link).searchParams.get('start') ?? ''

describe('registering on the site (A9)', () => {
  test('a phone is proven in Telegram and the code signs in', async () => {
    const phone = newPhone()
    const browser = shop.browser({ 'accept-language': 'ru' })
    const started = await browser.post('/api/auth/verifications', {
      method: 'telegram_contact',
      name: 'Анна',
      phone,
      password: 'Сирень-2026',
    })
    expect(started.status).toBe(201)
    expect(started.body).toMatchObject({
      status: 'pending',
      method: 'telegram_contact',
      botUsername: shop.simulator.botUsername,
    })

    const person = shop.person({ phone, languageCode: 'ru' })
    person.start(payloadOf(started.body.telegramLink))
    const question = await person.waitFor('Это были вы?')
    expect(question.text).toContain('Имя: Анна')
    person.press('Это я')
    await person.waitFor('Отправить номер')
    person.shareContact()
    await person.waitFor('Номер подтверждён! Вернитесь на сайт')
    const message = await person.waitFor(/Код для сайта: \d{6}/)
    const code = /\d{6}/.exec(message.text)?.[0]

    const status = async () => (await browser.get(`/api/auth/verifications/${started.body.id}`)).body.status
    // The message is in the chat a moment before its answer has reached us.
    await expect.poll(status).toBe('code_sent')
    const session = await browser.post(`/api/auth/verifications/${started.body.id}/code`, { code })
    expect(session.status).toBe(200)
    expect(session.body.customer).toMatchObject({ name: 'Анна', phone, phoneVerified: true, telegramLinked: true })
    const me = await browser.as(session.body.accessToken).get('/api/me')
    expect(me.body).toEqual(session.body.customer)
    await person.waitFor('задан пароль')
  })
})
