import { describe, expect, it } from 'vitest'
import { call, refusal, simulate, startedPerson } from './support.ts'

describe('a message', () => {
  const cases: [string, object, string][] = [
    ['without a chat', { chat_id: '', text: 'x' }, 'Bad Request: chat_id is empty'],
    ['to an unknown chat', { chat_id: 1, text: 'x' }, 'Bad Request: chat not found'],
    ['to a username', { chat_id: '@anna_sokolova', text: 'x' }, 'Bad Request: chat not found'],
    ['without a text', {}, 'Bad Request: message text is empty'],
    ['with an empty text', { text: '' }, 'Bad Request: message text is empty'],
    ['with a text of spaces', { text: ' \n ' }, 'Bad Request: text must be non-empty'],
    ['of 4097 characters', { text: 'x'.repeat(4097) }, 'Bad Request: message is too long'],
    ['with a text that is an object', { text: { a: 1 } }, 'Bad Request: parameter "text" must be a String'],
    ['with an unknown parse mode', { text: 'x', parse_mode: 'BBCode' }, 'Bad Request: unsupported parse_mode'],
    [
      'with an ill-typed flag',
      { text: 'x', protect_content: 'maybe' },
      'Bad Request: parameter "protect_content" must be a Boolean',
    ],
    ['to a topic', { text: 'x', message_thread_id: 5 }, 'Bad Request: message thread not found'],
    ['for a business', { text: 'x', business_connection_id: 'b' }, 'Bad Request: business connection not found'],
    [
      'that answers nothing',
      { text: 'x', reply_parameters: { message_id: 999 } },
      'Bad Request: message to be replied not found',
    ],
    [
      'with a broken markup',
      { text: 'x', reply_markup: '{' },
      "Bad Request: can't parse reply keyboard markup JSON object",
    ],
    ['with a list for a markup', { text: 'x', reply_markup: [] }, 'Bad Request: object expected as reply markup'],
  ]
  it.each(cases)('%s is refused as Telegram does', async (_name, parameters, reason) => {
    const simulator = await simulate()
    const { id } = startedPerson(simulator)
    expect(await refusal(simulator, 'sendMessage', { chat_id: id, ...parameters })).toBe(reason)
  })

  it('of 4096 characters after its tags are taken away goes through', async () => {
    const simulator = await simulate()
    const { id } = startedPerson(simulator)
    const text = `<b>${'ы'.repeat(4096)}</b>`
    expect(await refusal(simulator, 'sendMessage', { chat_id: id, text, parse_mode: 'HTML' })).toBeUndefined()
  })

  it('to somebody who never pressed START is forbidden', async () => {
    const simulator = await simulate()
    const { id } = simulator.addPerson()
    const answer = await call(simulator, 'sendMessage', { chat_id: id, text: 'x' })
    expect(answer.status).toBe(403)
    expect(answer.body).toEqual({
      ok: false,
      error_code: 403,
      description: "Forbidden: bot can't initiate conversation with a user",
    })
  })

  it('to somebody who blocked the bot is forbidden until they unblock it', async () => {
    const simulator = await simulate()
    const person = startedPerson(simulator)
    person.block()
    const message = { chat_id: person.id, text: 'x' }
    expect(await refusal(simulator, 'sendMessage', message)).toBe('Forbidden: bot was blocked by the user')
    person.unblock()
    expect(await refusal(simulator, 'sendMessage', message)).toBeUndefined()
  })

  it('to a deleted account is forbidden', async () => {
    const simulator = await simulate()
    const person = startedPerson(simulator)
    person.deactivate()
    expect(await refusal(simulator, 'sendMessage', { chat_id: person.id, text: 'x' })).toBe(
      'Forbidden: user is deactivated',
    )
  })
})

describe('an edit', () => {
  async function sentMessage(extra: object = {}) {
    const simulator = await simulate()
    const { id } = startedPerson(simulator)
    const { body } = await call(simulator, 'sendMessage', { chat_id: id, text: 'before', ...extra })
    const place = { chat_id: id, message_id: body.result.message_id as number }
    return { simulator, place }
  }

  it('that changes nothing is refused as Telegram does', async () => {
    const { simulator, place } = await sentMessage()
    expect(await refusal(simulator, 'editMessageText', { ...place, text: 'before' })).toBe(
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    )
  })

  it('of a message with a reply keyboard is refused', async () => {
    const { simulator, place } = await sentMessage({ reply_markup: { keyboard: [['a']] } })
    expect(await refusal(simulator, 'editMessageText', { ...place, text: 'after' })).toBe(
      "Bad Request: message can't be edited",
    )
  })

  it("of the person's own message is refused", async () => {
    const { simulator, place } = await sentMessage()
    const message_id = place.message_id - 1
    expect(await refusal(simulator, 'editMessageText', { ...place, message_id, text: 'x' })).toBe(
      "Bad Request: message can't be edited",
    )
  })

  it('of a message that is not there is refused', async () => {
    const { simulator, place } = await sentMessage()
    const missing = { ...place, message_id: 9999 }
    expect(await refusal(simulator, 'editMessageText', { ...missing, text: 'x' })).toBe(
      'Bad Request: message to edit not found',
    )
    expect(await refusal(simulator, 'deleteMessage', missing)).toBe('Bad Request: message to delete not found')
  })

  it('cannot put a reply keyboard in place of an inline one', async () => {
    const { simulator, place } = await sentMessage()
    const parameters = { ...place, reply_markup: { keyboard: [['a']] } }
    expect(await refusal(simulator, 'editMessageReplyMarkup', parameters)).toBe('Bad Request: inline keyboard expected')
  })

  it('without a message id is refused', async () => {
    const { simulator, place } = await sentMessage()
    const parameters = { chat_id: place.chat_id, text: 'x' }
    expect(await refusal(simulator, 'editMessageText', parameters)).toBe(
      'Bad Request: message identifier is not specified',
    )
  })

  it('and a deletion are seen by the person', async () => {
    const { simulator, place } = await sentMessage()
    await call(simulator, 'editMessageText', { ...place, text: 'after' })
    const person = simulator.people().find(({ id }) => id === place.chat_id)
    expect(person?.chat().at(-1)).toMatchObject({ text: 'after', edited: true })
    await call(simulator, 'deleteMessage', place)
    expect(person?.chat().at(-1)?.text).toBe('/start')
  })
})
