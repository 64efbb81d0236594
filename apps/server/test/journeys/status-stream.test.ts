import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasButton, openShop, type Registration, receiveCode, type Shop, startRegistration } from '../harness.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

/** What the waiting page hears, in order. */
function listen({ browser, started }: Registration) {
  const events = browser.events(`/api/auth/verifications/${started.id}/events`)
  const event = async () => (await events.next()).value
  return { event, next: async () => (await event())?.status, ended: async () => (await events.next()).done }
}

describe('the waiting page hears at once (Y2)', () => {
  test('of every step up to the account, in order, and then the stream ends', async () => {
    const registration = await startRegistration(shop)
    const { browser, started, phone } = registration
    const page = listen(registration)
    const { id, method, expiresAt } = started
    expect(await page.event()).toEqual({ id, method, status: 'pending', expiresAt })
    const code = await receiveCode(registration)
    expect(await page.next()).toBe('claimed')
    // The moment between the contact and its code may be too short to be seen.
    let sent = await page.event()
    if (sent.status === 'contact_received') sent = await page.event()
    expect(sent).toMatchObject({
      status: 'code_sent',
      sentTo: `+7…${phone.slice(-2)}`,
      resendAt: expect.any(String),
    })
    await browser.post(`/api/auth/verifications/${started.id}/code`, { code })
    expect(await page.next()).toBe('verified')
    expect(await page.ended()).toBe(true)
  })

  test('of «Not me» (X6)', async () => {
    const registration = await startRegistration(shop)
    const { person, words, payload } = registration
    const page = listen(registration)
    await page.next()
    person.start(payload)
    expect(await page.next()).toBe('claimed')
    await person.waitFor(hasButton(words.notMine))
    person.press(words.notMine)
    expect(await page.next()).toBe('denied')
    expect(await page.ended()).toBe(true)
  })

  test('of a second Telegram id that burnt the link (S7)', async () => {
    const registration = await startRegistration(shop)
    const page = listen(registration)
    await page.next()
    registration.person.start(registration.payload)
    expect(await page.next()).toBe('claimed')
    shop.person().start(registration.payload)
    expect(await page.next()).toBe('denied')
    expect(await page.ended()).toBe(true)
  })

  test('whichever of two processes did it', async () => {
    const registration = await startRegistration(shop)
    const other = await shop.openAnother()
    const page = listen(registration)
    await page.next()
    registration.person.start(registration.payload)
    expect(await page.next()).toBe('claimed')
    await other.close()
  })
})

test('the stream is the starting browser’s alone: without its cookie there is no such verification (S1)', async () => {
  const { started } = await startRegistration(shop)
  const answer = await shop.browser().get(`/api/auth/verifications/${started.id}/events`)
  expect(answer.status).toBe(404)
  expect(answer.body.code).toBe('registration.verification_unknown')
})

test('a stream of a verification that is over tells so and ends', async () => {
  const registration = await startRegistration(shop)
  const { person, words, payload } = registration
  person.start(payload)
  await person.waitFor(hasButton(words.notMine))
  person.press(words.notMine)
  await person.waitFor(words.notMineDone)
  const page = listen(registration)
  expect(await page.next()).toBe('denied')
  expect(await page.ended()).toBe(true)
})
