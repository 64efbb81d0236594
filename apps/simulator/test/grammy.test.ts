import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Bot, GrammyError, HttpError, InlineKeyboard, Keyboard, webhookCallback } from 'grammy'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Simulator } from '../src/index.ts'
import { simulate } from './support.ts'

/** A small registration: greeting, contact, confirmation by a button. */
function registrar(simulator: Simulator): Bot {
  const bot = new Bot(simulator.botToken, { client: { apiRoot: simulator.apiRoot } })
  bot.command('start', (context) =>
    context.reply(`code ${context.match}`, {
      reply_markup: new Keyboard().requestContact('Share').resized().oneTime(),
    }),
  )
  bot.on('message:contact', (context) => {
    const own = context.message.contact.user_id === context.from.id && !context.message.forward_origin
    if (!own) return context.reply('not yours')
    return context.reply('Was it you?', { reply_markup: new InlineKeyboard().text('Yes', 'yes').text('No', 'no') })
  })
  bot.callbackQuery('yes', async (context) => {
    await context.answerCallbackQuery('thanks')
    await context.editMessageText('confirmed', {
      reply_markup: new InlineKeyboard().url('Back', 'http://127.0.0.1:3000/'),
    })
  })
  return bot
}

async function register(simulator: Simulator): Promise<void> {
  const person = simulator.addPerson()
  person.start('abc')
  await person.waitFor('code abc')
  person.sendContact({ phoneNumber: '+79000000001' })
  await person.waitFor('not yours')
  person.pressKeyboard('Share')
  await person.waitFor('Was it you?')
  expect(person.keyboard()).toEqual([])
  person.press('Yes')
  await person.waitForNotice('thanks')
  const message = await person.waitFor('confirmed')
  expect(message.edited).toBe(true)
  expect(person.press('Back')).toEqual({ action: 'url', url: 'http://127.0.0.1:3000/' })
}

describe('grammY', () => {
  it('registers somebody by polling', async () => {
    const simulator = await simulate()
    const bot = registrar(simulator)
    void bot.start()
    onTestFinished(() => bot.stop())
    await register(simulator)
  })

  it('registers somebody by webhook', async () => {
    const simulator = await simulate()
    const bot = registrar(simulator)
    const server = createServer(webhookCallback(bot, 'http', { secretToken: 'S3cret' }))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    await bot.api.setWebhook(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { secret_token: 'S3cret' })
    await register(simulator)
    expect((await bot.api.getWebhookInfo()).pending_update_count).toBe(0)
  })

  it('sees its earlier poller end with a conflict when a second one comes', async () => {
    const simulator = await simulate()
    const [earlier, later] = [registrar(simulator), registrar(simulator)]
    const ended = earlier.start().catch((error: unknown) => error)
    while (simulator.calls().every(({ method }) => method !== 'getUpdates')) await new Promise((go) => setImmediate(go))
    void later.start()
    onTestFinished(() => later.stop())
    expect(await ended).toMatchObject({ error_code: 409, method: 'getUpdates' })
  })

  it('gets its errors as it expects them', async () => {
    const simulator = await simulate()
    const { api } = registrar(simulator)
    const person = simulator.addPerson()
    const failure = await api.sendMessage(person.id, 'x').catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(GrammyError)
    expect(failure).toMatchObject({ error_code: 403 })
    simulator.faults.add({ kind: 'drop-before' })
    await expect(api.getMe()).rejects.toBeInstanceOf(HttpError)
    simulator.faults.add({ kind: 'flood', retryAfter: 3 })
    await expect(api.getMe()).rejects.toMatchObject({ parameters: { retry_after: 3 } })
  })

  it('speaks every method of a bot that sets itself up', async () => {
    const simulator = await simulate()
    const { api } = registrar(simulator)
    const person = simulator.addPerson({ languageCode: 'ru' })
    person.start()
    await api.setMyCommands([{ command: 'start', description: 'Start' }], { scope: { type: 'all_private_chats' } })
    await api.setMyName('Shop', { language_code: 'ru' })
    await api.setMyDescription('Sells')
    await api.setMyShortDescription('Sells')
    await api.setChatMenuButton({ menu_button: { type: 'commands' } })
    await api.sendChatAction(person.id, 'typing')
    expect(await api.getChat(person.id)).toMatchObject({ type: 'private', first_name: person.firstName })
    expect(await api.getMyCommands({ scope: { type: 'all_private_chats' } })).toHaveLength(1)
    const photo = await api.sendPhoto(person.id, 'https://shop.uz/a.jpg', { caption: '<b>x</b>', parse_mode: 'HTML' })
    expect(photo).toMatchObject({ caption: 'x', caption_entities: [{ type: 'bold' }] })
    await api.deleteMessage(person.id, photo.message_id)
    await api.deleteMyCommands()
    expect(simulator.calls().flatMap(({ unknownParameters }) => unknownParameters)).toEqual([])
  })
})
