import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { describe, expect, it } from 'vitest'
import { ActionRefused, type Simulator } from '../src/index.ts'
import { call, first, simulate, startedPerson } from './support.ts'

async function lastUpdate(simulator: Simulator) {
  return (await call(simulator, 'getUpdates')).body.result.at(-1)
}

describe('the demo', () => {
  it('starts with three people whose numbers any phone library accepts', async () => {
    const simulator = await simulate()
    const people = simulator.people()
    expect(people.map(({ languageCode }) => languageCode)).toEqual(['ru', 'uz', 'en'])
    for (const { id, phone } of people) {
      expect(id).toBeGreaterThan(2 ** 32)
      expect(parsePhoneNumberFromString(phone.startsWith('+') ? phone : `+${phone}`)?.isValid()).toBe(true)
    }
    expect(people.map(({ phone }) => phone.startsWith('+'))).toEqual([true, false, true])
  })
})

describe('a username', () => {
  it('is handed on: whoever has it now is shown with it, in updates and when asked for', async () => {
    const simulator = await simulate()
    const [first, second] = [simulator.addPerson({ username: 'maria_shop' }), simulator.addPerson()]
    for (const person of [first, second]) person.start()
    expect(() => second.rename('Maria_Shop')).toThrow(ActionRefused)
    first.rename(undefined)
    second.rename('maria_shop')
    second.say('hello')
    expect((await lastUpdate(simulator)).message.from.username).toBe('maria_shop')
    const usernameOf = async (id: number) => (await call(simulator, 'getChat', { chat_id: id })).body.result.username
    expect(await usernameOf(first.id)).toBeUndefined()
    expect(await usernameOf(second.id)).toBe('maria_shop')
    expect([first.username, second.username]).toEqual([undefined, 'maria_shop'])
  })
})

describe('START', () => {
  it.each([
    ['a parameter', 'reg_Ab-1', '/start reg_Ab-1'],
    ['a parameter of 64 characters', 'x'.repeat(64), `/start ${'x'.repeat(64)}`],
    ['a parameter of 65 characters', 'x'.repeat(65), '/start'],
    ['a parameter with other characters', 'a b', '/start'],
    ['an empty parameter', '', '/start'],
    ['no parameter', undefined, '/start'],
  ])('by a link with %s sends what a client sends', async (_name, payload, text) => {
    const simulator = await simulate()
    const person = simulator.addPerson()
    person.start(payload)
    const { message } = await lastUpdate(simulator)
    expect(message).toMatchObject({
      text,
      chat: { id: person.id, type: 'private' },
      from: { id: person.id, is_bot: false },
    })
    expect(message.entities).toEqual([{ type: 'bot_command', offset: 0, length: 6 }])
  })

  it('is needed before anything else', async () => {
    const person = (await simulate()).addPerson()
    expect(() => person.say('hello')).toThrow(ActionRefused)
    expect(() => person.shareContact()).toThrow(ActionRefused)
    expect(() => person.block()).toThrow(ActionRefused)
  })

  it('unblocks a blocked bot first', async () => {
    const simulator = await simulate()
    const person = startedPerson(simulator)
    person.block()
    expect(() => person.say('hello')).toThrow('the bot is blocked')
    person.start('again')
    const updates = (await call(simulator, 'getUpdates')).body.result.slice(-3)
    expect(updates).toMatchObject([
      { my_chat_member: { old_chat_member: { status: 'member' }, new_chat_member: { status: 'kicked' } } },
      { my_chat_member: { old_chat_member: { status: 'kicked' }, new_chat_member: { status: 'member' } } },
      { message: { text: '/start again' } },
    ])
  })
})

describe('a contact', () => {
  async function askedForContact(extra: object = {}) {
    const simulator = await simulate()
    const person = simulator.addPerson({ firstName: 'Timur', phone: '998901112233' })
    person.start()
    const keyboard = [[{ text: 'Share', request_contact: true }, { text: 'Later' }]]
    await call(simulator, 'sendMessage', { chat_id: person.id, text: 'ask', reply_markup: { keyboard, ...extra } })
    return { simulator, person }
  }

  it('shared by the button is the own one, with the own id and the number as the client writes it', async () => {
    const { simulator, person } = await askedForContact()
    person.pressKeyboard('Share')
    expect((await lastUpdate(simulator)).message).toMatchObject({
      contact: { phone_number: '998901112233', first_name: 'Timur', user_id: person.id },
      reply_to_message: { text: 'ask' },
    })
  })

  it('shared from the attachment menu is the own one without an answer', async () => {
    const { simulator, person } = await askedForContact()
    person.shareContact()
    const { message } = await lastUpdate(simulator)
    expect(message.contact.user_id).toBe(person.id)
    expect(message.reply_to_message).toBeUndefined()
  })

  it("of somebody else carries the other's id or none", async () => {
    const { simulator, person } = await askedForContact()
    const other = simulator.addPerson({ firstName: 'Olim' })
    person.sendContact({ phoneNumber: other.phone, userId: other.id })
    expect((await lastUpdate(simulator)).message.contact).toEqual({
      phone_number: other.phone,
      first_name: 'Olim',
      user_id: other.id,
    })
    person.sendContact({ phoneNumber: '8 (900) 123-45-67', firstName: 'Plumber' })
    expect((await lastUpdate(simulator)).message.contact).toEqual({
      phone_number: '8 (900) 123-45-67',
      first_name: 'Plumber',
    })
  })

  it('that is forwarded says from whom, even when it is the own one', async () => {
    const { simulator, person } = await askedForContact()
    person.sendContact({ phoneNumber: person.phone, userId: person.id, forwarded: true })
    const { message } = await lastUpdate(simulator)
    expect(message).toMatchObject({
      contact: { user_id: person.id },
      forward_origin: { type: 'user', sender_user: { id: person.id } },
    })
  })

  it('hides a one-time keyboard, and another button sends its text', async () => {
    const { person } = await askedForContact({ one_time_keyboard: true })
    expect(person.keyboard()).toHaveLength(1)
    expect(person.pressKeyboard('Later').text).toBe('Later')
    expect(person.keyboard()).toEqual([])
  })

  it('keyboard goes when the bot removes it', async () => {
    const { simulator, person } = await askedForContact()
    await call(simulator, 'sendMessage', { chat_id: person.id, text: 'x', reply_markup: { remove_keyboard: true } })
    expect(person.keyboard()).toEqual([])
    expect(() => person.pressKeyboard('Share')).toThrow('no button «Share»')
  })
})

describe('a press', () => {
  it('of a callback button brings its data, of a link its address, of a copy button its text', async () => {
    const simulator = await simulate()
    const person = startedPerson(simulator)
    const inline_keyboard = [
      [
        { text: 'call', callback_data: 'yes:1' },
        { text: 'open', url: 'http://127.0.0.1:3000/back' },
        { text: 'copy', copy_text: { text: 'CODE' } },
      ],
    ]
    await call(simulator, 'sendMessage', { chat_id: person.id, text: 'x', reply_markup: { inline_keyboard } })
    const message = await person.waitFor('x')
    expect(person.press('open')).toEqual({ action: 'url', url: 'http://127.0.0.1:3000/back' })
    expect(person.press('copy')).toEqual({ action: 'copy', text: 'CODE' })
    expect(person.press('call')).toMatchObject({ action: 'callback' })
    expect(await lastUpdate(simulator)).toMatchObject({
      callback_query: { data: 'yes:1', from: { id: person.id }, message: { message_id: message.id, text: 'x' } },
    })
    expect(() => person.press('nowhere')).toThrow('no message has a button «nowhere»')
  })
})

describe('waiting', () => {
  it('sees what the bot sent since the last action only', async () => {
    const simulator = await simulate()
    const person = startedPerson(simulator)
    await call(simulator, 'sendMessage', { chat_id: person.id, text: 'old' })
    await person.waitFor('old')
    person.say('next')
    await expect(person.waitFor('old', 20)).rejects.toThrow('waited 20 ms for old; the chat ends with')
    const waiting = person.waitFor((message) => message.text === 'new')
    await call(simulator, 'sendMessage', { chat_id: person.id, text: 'new' })
    expect((await waiting).from).toBe('bot')
  })

  it('sees the keyboard that came with the message', async () => {
    const simulator = await simulate()
    const person = startedPerson(simulator)
    const waiting = person.waitFor(/^ask/u)
    await call(simulator, 'sendMessage', { chat_id: person.id, text: 'ask', reply_markup: { keyboard: [['A']] } })
    expect((await waiting).replyKeyboard).toEqual([[{ text: 'A' }]])
  })
})

describe('several people', () => {
  it('have chats of their own', async () => {
    const simulator = await simulate()
    const [anna, timur] = simulator.people()
    anna?.start('a')
    timur?.start('b')
    expect(first(anna?.chat() ?? []).text).toBe('/start a')
    expect(first(timur?.chat() ?? []).text).toBe('/start b')
  })
})
