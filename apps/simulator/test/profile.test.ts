import { describe, expect, it } from 'vitest'
import { call, refusal, simulate } from './support.ts'

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
