import { describe, expect, it } from 'vitest'
import { call, refusal, simulate, startedPerson } from './support.ts'

const button = (fields: object) => ({ inline_keyboard: [[{ text: 'x', ...fields }]] })

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
