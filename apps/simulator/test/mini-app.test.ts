import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Simulator } from '../src/index.ts'
import { call, first, jsonOf, refusal, simulate, startedPerson } from './support.ts'

const url = 'https://shop.example/'
const menu = { menu_button: { type: 'web_app', text: 'Shop', web_app: { url } } }

/** Checks a signed string as the documentation of Mini Apps says a server has to. */
function holds({ botToken }: Simulator, text: string): boolean {
  const fields = new URLSearchParams(text)
  const lines = [...fields].filter(([name]) => name !== 'hash').map(([name, value]) => `${name}=${value}`)
  const secret = createHmac('sha256', 'WebAppData').update(botToken).digest()
  return createHmac('sha256', secret).update(lines.sort().join('\n')).digest('hex') === fields.get('hash')
}

describe('a Mini App', () => {
  it('opens by the menu button, told who the person is, signed for this bot', async () => {
    const simulator = await simulate()
    await call(simulator, 'setChatMenuButton', menu)
    const person = simulator.addPerson({ firstName: 'Dilnoza & Co', username: 'dilnoza', languageCode: 'uz' })
    person.start()
    const opened = person.openMiniApp()
    expect(opened.url).toMatch(/^https:\/\/shop\.example\/#tgWebAppData=/)
    expect(new URLSearchParams(new URL(opened.url).hash.slice(1)).get('tgWebAppData')).toBe(opened.initData)
    expect(holds(simulator, opened.initData)).toBe(true)
    const fields = new URLSearchParams(opened.initData)
    expect(JSON.parse(fields.get('user') ?? '')).toEqual({
      id: person.id,
      first_name: 'Dilnoza & Co',
      username: 'dilnoza',
      language_code: 'uz',
      allows_write_to_pm: true,
    })
    expect(fields.get('signature')).toMatch(/^[\w-]{86}$/)
    expect(person.openMiniApp().initData).not.toBe(opened.initData)
  })

  it('opens by an inline button that names it', async () => {
    const simulator = await simulate()
    const person = startedPerson(simulator)
    const keyboard = { inline_keyboard: [[{ text: 'Open', web_app: { url } }]] }
    await call(simulator, 'sendMessage', { chat_id: person.id, text: 'Shop', reply_markup: keyboard })
    const pressed = person.press('Open')
    expect(pressed.action === 'web_app' && holds(simulator, pressed.initData)).toBe(true)
  })

  it('is not there without a button, before START, or while the bot is blocked', async () => {
    const simulator = await simulate()
    const person = startedPerson(simulator)
    expect(() => person.openMiniApp()).toThrow('no Mini App')
    await call(simulator, 'setChatMenuButton', menu)
    expect(() => simulator.addPerson().openMiniApp()).toThrow('press START')
    person.block()
    expect(() => person.openMiniApp()).toThrow('blocked')
  })

  it('that asks for the contact gets it signed, and the bot gets it as a message', async () => {
    const simulator = await simulate()
    const person = startedPerson(simulator)
    const contact = person.shareContactInMiniApp()
    expect(holds(simulator, contact)).toBe(true)
    expect(JSON.parse(new URLSearchParams(contact).get('contact') ?? '')).toMatchObject({
      user_id: person.id,
      phone_number: person.phone,
    })
    const { body } = await call(simulator, 'getUpdates')
    expect(body.result.at(-1).message.contact).toMatchObject({ user_id: person.id, phone_number: person.phone })
  })

  it('has https, unless the simulator is told to be like Telegram’s test servers', async () => {
    const plain = { menu_button: { ...menu.menu_button, web_app: { url: 'http://127.0.0.1:3000/' } } }
    const keyboard = { inline_keyboard: [[{ text: 'Open', web_app: { url: 'http://127.0.0.1:3000/' } }]] }
    for (const plainHttpMiniApps of [false, true]) {
      const simulator = await simulate({ plainHttpMiniApps })
      const message = { chat_id: startedPerson(simulator).id, text: 'Shop', reply_markup: keyboard }
      const refusals = [
        await refusal(simulator, 'setChatMenuButton', plain),
        await refusal(simulator, 'sendMessage', message),
      ]
      for (const reason of refusals) {
        if (plainHttpMiniApps) expect(reason).toBeUndefined()
        else expect(reason).toContain('Only HTTPS links are allowed')
      }
    }
  })

  it('is on the phone’s page as soon as the bot has its button', async () => {
    const simulator = await simulate()
    const { id } = startedPerson(simulator)
    const view = () => jsonOf(fetch(`${simulator.url}/simulator/people/${id}/chat`))
    expect(await view()).not.toHaveProperty('miniApp')
    await call(simulator, 'setChatMenuButton', menu)
    expect((await view()).miniApp).toEqual({ text: 'Shop' })
    await call(simulator, 'setChatMenuButton', { chat_id: id, menu_button: { type: 'commands' } })
    expect(await view()).not.toHaveProperty('miniApp')
    expect(first((await view()).messages)).toMatchObject({ text: '/start' })
  })

  it('is given its script by the simulator, to pages of any origin', async () => {
    const simulator = await simulate()
    const response = await fetch(simulator.webAppScript)
    expect([200, 503]).toContain(response.status)
    if (response.status === 200) expect(response.headers.get('content-type')).toContain('text/javascript')
  })
})
