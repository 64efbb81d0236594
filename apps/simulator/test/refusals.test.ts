import { describe, expect, it } from 'vitest'
import { call, jsonOf, refusal, simulate, startedPerson } from './support.ts'

const button = (fields: object) => ({ inline_keyboard: [[{ text: 'x', ...fields }]] })

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

describe('an inline button', () => {
  const cases: [string, object, string][] = [
    ['with callback data over 64 bytes', button({ callback_data: 'ы'.repeat(33) }), 'Bad Request: BUTTON_DATA_INVALID'],
    [
      'without an action',
      button({}),
      "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [
      'with empty callback data',
      button({ callback_data: '' }),
      "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [
      'with two actions',
      button({ callback_data: 'a', url: 'https://shop.uz' }),
      "Bad Request: can't parse inline keyboard button: exactly one action must be specified",
    ],
    [
      'without a text',
      { inline_keyboard: [[{ callback_data: 'a' }]] },
      'Bad Request: can\'t parse inline keyboard button: Can\'t find field "text"',
    ],
    [
      'with an empty text',
      { inline_keyboard: [[{ text: '', callback_data: 'a' }]] },
      'Bad Request: inline keyboard button text must be non-empty',
    ],
    [
      'that leads to localhost',
      button({ url: 'http://localhost:3000/x' }),
      "Bad Request: inline keyboard button URL 'http://localhost:3000/x' is invalid: Wrong HTTP URL",
    ],
    [
      'that leads to another scheme',
      button({ url: 'ftp://shop.uz' }),
      "Bad Request: inline keyboard button URL 'ftp://shop.uz' is invalid: Unsupported URL protocol",
    ],
    [
      'that copies more than 256 characters',
      button({ copy_text: { text: 'x'.repeat(257) } }),
      'Bad Request: BUTTON_COPY_TEXT_INVALID',
    ],
    [
      'that opens an app without HTTPS',
      button({ web_app: { url: 'http://shop.uz' } }),
      "Bad Request: inline keyboard button Web App URL 'http://shop.uz' is invalid: Only HTTPS links are allowed",
    ],
    [
      'of an unknown style',
      button({ callback_data: 'a', style: 'pink' }),
      'Bad Request: invalid button style specified',
    ],
    [
      'that is the 101st',
      { inline_keyboard: Array.from({ length: 101 }, () => [{ text: 'x', callback_data: 'a' }]) },
      'Bad Request: reply markup is too long',
    ],
    [
      'outside a row',
      { inline_keyboard: [{ text: 'x', callback_data: 'a' }] },
      'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    ],
  ]
  it.each(cases)('%s is refused as Telegram does', async (_name, reply_markup, reason) => {
    const simulator = await simulate()
    const { id } = startedPerson(simulator)
    expect(await refusal(simulator, 'sendMessage', { chat_id: id, text: 'x', reply_markup })).toBe(reason)
  })

  it.each([
    ['an address with a dot', button({ url: 'https://shop.uz/cart?x=1' })],
    ['an IP address with a port', button({ url: 'http://127.0.0.1:3000/x' })],
    ['a tg link', button({ url: 'tg://resolve?domain=x' })],
    ['64 bytes of callback data', button({ callback_data: 'ы'.repeat(32) })],
    ['a text to copy', button({ copy_text: { text: 'CODE' } })],
    ['a style of 9.4', button({ callback_data: 'a', style: 'success' })],
  ])('with %s goes through', async (_name, reply_markup) => {
    const simulator = await simulate()
    const { id } = startedPerson(simulator)
    expect(await refusal(simulator, 'sendMessage', { chat_id: id, text: 'x', reply_markup })).toBeUndefined()
  })
})

describe('a reply keyboard', () => {
  const cases: [string, object, string][] = [
    ['with an empty button', { keyboard: [['']] }, 'Bad Request: keyboard button text must be non-empty'],
    [
      'with a flag that is not one',
      { keyboard: [['a']], resize_keyboard: 'yes' },
      'Bad Request: field "resize_keyboard" must be of type Boolean',
    ],
    ['with a row that is not one', { keyboard: ['a'] }, 'Bad Request: field "keyboard" must be an Array of Arrays'],
    [
      'with a placeholder over 64 characters',
      { keyboard: [['a']], input_field_placeholder: 'x'.repeat(65) },
      'Bad Request: input field placeholder is too long',
    ],
    ['of 301 buttons', { keyboard: Array.from({ length: 301 }, () => ['a']) }, 'Bad Request: reply markup is too long'],
  ]
  it.each(cases)('%s is refused', async (_name, reply_markup, reason) => {
    const simulator = await simulate()
    const { id } = startedPerson(simulator)
    expect(await refusal(simulator, 'sendMessage', { chat_id: id, text: 'x', reply_markup })).toBe(reason)
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

describe('an answer to a pressed button', () => {
  async function pressedButton() {
    const simulator = await simulate()
    const person = startedPerson(simulator)
    await call(simulator, 'sendMessage', {
      chat_id: person.id,
      text: 'x',
      reply_markup: button({ callback_data: 'a' }),
    })
    const pressed = person.press('x')
    if (pressed.action !== 'callback') throw new Error('the button has no callback')
    return { simulator, person, callback_query_id: pressed.queryId }
  }
  const tooOld = 'Bad Request: query is too old and response timeout expired or query ID is invalid'

  it('of more than 200 characters is refused', async () => {
    const { simulator, callback_query_id } = await pressedButton()
    const parameters = { callback_query_id, text: 'x'.repeat(201) }
    expect(await refusal(simulator, 'answerCallbackQuery', parameters)).toBe('Bad Request: MESSAGE_TOO_LONG')
  })

  it('is accepted once', async () => {
    const { simulator, person, callback_query_id } = await pressedButton()
    expect(
      await refusal(simulator, 'answerCallbackQuery', { callback_query_id, text: 'ok', show_alert: true }),
    ).toBeUndefined()
    expect(await person.waitForNotice('ok')).toMatchObject({ alert: true })
    expect(await refusal(simulator, 'answerCallbackQuery', { callback_query_id })).toBe(tooOld)
  })

  it('to a press that never was is refused', async () => {
    const { simulator } = await pressedButton()
    expect(await refusal(simulator, 'answerCallbackQuery', { callback_query_id: '42' })).toBe(tooOld)
    expect(await refusal(simulator, 'answerCallbackQuery', {})).toBe(tooOld)
  })

  it('may open nothing but a start link of the bot', async () => {
    const { simulator, callback_query_id } = await pressedButton()
    const parameters = { callback_query_id, url: 'https://shop.uz' }
    expect(await refusal(simulator, 'answerCallbackQuery', parameters)).toBe('Bad Request: URL_INVALID')
  })
})

describe("the bot's profile", () => {
  const cases: [string, string, object, string][] = [
    [
      'a command in capitals',
      'setMyCommands',
      { commands: [{ command: 'Start', description: 'x' }] },
      'Bad Request: BOT_COMMAND_INVALID',
    ],
    [
      'a command without a description',
      'setMyCommands',
      { commands: [{ command: 'start', description: '' }] },
      'Bad Request: BOT_COMMAND_DESCRIPTION_INVALID',
    ],
    [
      'the 101st command',
      'setMyCommands',
      { commands: Array.from({ length: 101 }, (_, at) => ({ command: `c${at}`, description: 'x' })) },
      'Bad Request: BOT_COMMANDS_TOO_MUCH',
    ],
    [
      'commands that are no list',
      'setMyCommands',
      { commands: { a: 1 } },
      'Bad Request: expected an Array of BotCommand',
    ],
    [
      'an unknown scope',
      'setMyCommands',
      { commands: [], scope: { type: 'planet' } },
      "Bad Request: can't parse BotCommandScope: Unsupported type specified",
    ],
    [
      'a language of three letters',
      'setMyName',
      { name: 'x', language_code: 'rus' },
      'Bad Request: invalid language code specified',
    ],
    [
      'a description over 512 characters',
      'setMyDescription',
      { description: 'x'.repeat(513) },
      'Bad Request: text is longer than 512 characters',
    ],
    [
      'a menu button without HTTPS',
      'setChatMenuButton',
      { menu_button: { type: 'web_app', text: 'x', web_app: { url: 'http://127.0.0.1:3000' } } },
      "Bad Request: menu button Web App URL 'http://127.0.0.1:3000' is invalid: Only HTTPS links are allowed",
    ],
    [
      'an unknown chat action',
      'sendChatAction',
      { chat_id: 5_500_000_101, action: 'dancing' },
      'Bad Request: wrong parameter action in request',
    ],
    ['a chat that the bot never met', 'getChat', { chat_id: 5_500_000_101 }, 'Bad Request: chat not found'],
  ]
  it.each(cases)('refuses %s', async (_name, method, parameters, reason) => {
    expect(await refusal(await simulate(), method, parameters)).toBe(reason)
  })

  it('remembers commands by language', async () => {
    const simulator = await simulate()
    const commands = [{ command: 'start', description: 'Начать' }]
    await call(simulator, 'setMyCommands', { commands, language_code: 'ru' })
    expect((await call(simulator, 'getMyCommands', { language_code: 'ru' })).body.result).toEqual(commands)
    expect((await call(simulator, 'getMyCommands')).body.result).toEqual([])
  })

  it('answers nobody after logOut', async () => {
    const simulator = await simulate()
    await call(simulator, 'logOut')
    expect(await refusal(simulator, 'getMe')).toBe('Logged out')
  })
})

describe('a photo', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )

  async function upload(bytes: Buffer) {
    const simulator = await simulate()
    const { id } = startedPerson(simulator)
    const form = new FormData()
    form.set('chat_id', String(id))
    form.set('photo', new Blob([new Uint8Array(bytes)]), 'a.png')
    const url = `${simulator.apiRoot}/bot${simulator.botToken}/sendPhoto`
    const answer = await jsonOf(fetch(url, { method: 'POST', body: form }))
    return { simulator, id, answer }
  }

  it('that is uploaded can be sent again by its file_id', async () => {
    const { simulator, id, answer } = await upload(png)
    const [photo] = answer.result.photo
    expect(photo).toMatchObject({ width: 1, height: 1, file_size: png.length })
    expect(await refusal(simulator, 'sendPhoto', { chat_id: id, photo: photo.file_id })).toBeUndefined()
  })

  it('that is no picture is refused', async () => {
    expect((await upload(Buffer.from('hello'))).answer.description).toBe('Bad Request: IMAGE_PROCESS_FAILED')
  })

  it('that is neither a file nor an address is refused', async () => {
    const simulator = await simulate()
    const { id } = startedPerson(simulator)
    const reason = 'Bad Request: wrong file identifier/HTTP URL specified'
    expect(await refusal(simulator, 'sendPhoto', { chat_id: id, photo: 'abc' })).toBe(reason)
    expect(await refusal(simulator, 'sendPhoto', { chat_id: id })).toBe('Bad Request: there is no photo in the request')
  })

  it('with a caption of 1025 characters is refused', async () => {
    const simulator = await simulate()
    const { id } = startedPerson(simulator)
    const parameters = { chat_id: id, photo: 'https://shop.uz/a.jpg', caption: 'x'.repeat(1025) }
    expect(await refusal(simulator, 'sendPhoto', parameters)).toBe('Bad Request: message caption is too long')
  })
})
