import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Bot, InlineKeyboard, Keyboard } from 'grammy'
import type { Page } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import { type Simulator, startSimulator } from '../src/index.ts'
import { accessibilityFaults, button, describeInBrowser, useBrowser } from './chromium.ts'
import { first, simulate } from './support.ts'

const open = useBrowser()

function startBot(simulator: Simulator): Bot {
  const bot = new Bot(simulator.botToken, { client: { apiRoot: simulator.apiRoot } })
  bot.command('start', (context) =>
    context.reply(`Welcome ${context.match}`, {
      reply_markup: new InlineKeyboard()
        .text('It was me', 'yes')
        .text('Not me', 'no')
        .url('Site', 'http://127.0.0.1:3000/'),
    }),
  )
  bot.callbackQuery('yes', async (context) => {
    await context.answerCallbackQuery('Thank you')
    await context.editMessageText('Confirmed by you')
    await context.reply('Share your number', { reply_markup: new Keyboard().requestContact('Send number').oneTime() })
  })
  bot.callbackQuery('no', (context) => context.answerCallbackQuery({ text: 'Cancelled', show_alert: true }))
  bot.on('message:contact', (context) => {
    const own = context.message.contact.user_id === context.from.id
    return context.reply(own ? 'Number confirmed' : 'That is not yours', { reply_markup: { remove_keyboard: true } })
  })
  void bot.start()
  onTestFinished(() => bot.stop())
  return bot
}

async function startAs(page: Page, name: RegExp, start = 'START'): Promise<void> {
  await page.getByRole('button', { name }).click()
  await button(page, start).click()
  await page.getByText('/start').first().waitFor()
}

describeInBrowser('the page', () => {
  it('asks who one is, starts the bot by the deep link, shares the contact and shows edits live', async () => {
    const simulator = await simulate({ siteUrl: 'http://127.0.0.1:3000/' })
    startBot(simulator)
    const page = await open(simulator, `/${simulator.botUsername}?start=reg_1`)
    await startAs(page, /Emily/u)
    await page.getByText('Welcome reg_1').waitFor()
    expect(new URL(page.url()).search).toBe('')
    expect(await page.getByRole('link', { name: /^Site/u }).getAttribute('rel')).toContain('noopener')

    await button(page, 'It was me').click()
    await page.getByRole('status').getByText('Thank you').waitFor()
    await page.getByText('Confirmed by you').waitFor()
    await page.getByText('Welcome reg_1').waitFor({ state: 'detached' })

    await button(page, 'Send number').click()
    await page.getByText('Number confirmed').waitFor()
    await button(page, 'Send number').waitFor({ state: 'detached' })
    expect(await page.getByRole('link', { name: 'Back to the site' }).first().getAttribute('href')).toBe(
      'http://127.0.0.1:3000/',
    )
  })

  it('shows an alert that stays until it is closed', async () => {
    const simulator = await simulate()
    startBot(simulator)
    const page = await open(simulator, `/${simulator.botUsername}`)
    await startAs(page, /Emily/u)
    await button(page, 'Not me').click()
    await page.getByRole('dialog').getByText('Cancelled').waitFor()
    await button(page, 'OK').click()
    await page
      .getByRole('dialog')
      .waitFor({ state: 'detached' })
      .catch(() => undefined)
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  it('sends a typed text, the own contact and a foreign one', async () => {
    const simulator = await simulate()
    const page = await open(simulator, '/')
    await startAs(page, /Emily/u)
    await page.getByRole('textbox', { name: 'Message' }).fill('+44 7000 000000')
    await page.keyboard.press('Enter')
    await button(page, 'Attach').click()
    await button(page, 'Send my contact').click()
    await button(page, 'Attach').click()
    await button(page, 'Send somebody else’s contact').click()
    await page.getByRole('combobox', { name: 'Contact' }).selectOption('')
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Plumber')
    await page.getByRole('textbox', { name: 'Phone number' }).fill('8 900 1')
    await button(page, 'Send the card').click()
    await page.getByText('not in Telegram').waitFor()

    const emily = simulator.people().find(({ firstName }) => firstName === 'Emily')
    expect(emily?.chat().map(({ text, contact }) => contact ?? text)).toEqual([
      '/start',
      '+44 7000 000000',
      { phone_number: emily?.phone, first_name: 'Emily', user_id: emily?.id },
      { phone_number: '8 900 1', first_name: 'Plumber' },
    ])
  })

  it('writes numbers as the shop does, however a client sends them, and what may be none as it is', async () => {
    const simulator = await simulate()
    const page = await open(simulator, '/')
    for (const phone of ['+7 900 000 01 01', '+998 90 000 01 02', '+44 20 7946 0103'])
      await page.getByText(phone, { exact: true }).waitFor()
    await startAs(page, /Timur/u)
    const timur = simulator.people().find(({ firstName }) => firstName === 'Timur')
    timur?.shareContact()
    timur?.sendContact({ phoneNumber: '8 900 1', firstName: 'Plumber' })
    const log = page.getByRole('log')
    await log.getByText('8 900 1', { exact: true }).waitFor()
    await log.getByText('+998 90 000 01 02', { exact: true }).waitFor()
  })

  it('quotes in one line what a shared contact answers, and whose it is', async () => {
    const simulator = await simulate()
    const bot = new Bot(simulator.botToken, { client: { apiRoot: simulator.apiRoot } })
    const keyboard = new Keyboard().requestContact('Send number')
    bot.command('start', (context) => context.reply('Share your number. '.repeat(5), { reply_markup: keyboard }))
    void bot.start()
    onTestFinished(() => bot.stop())
    const page = await open(simulator, '/')
    await startAs(page, /Emily/u)
    await button(page, 'Send number').click()
    const quote = page.locator('.mine .reply-to')
    await quote.getByText('Vitrina', { exact: true }).waitFor()
    const line = await page.evaluate<number>(
      "parseFloat(getComputedStyle(document.querySelector('.reply-to')).lineHeight)",
    )
    expect(await quote.evaluate((it) => it.clientHeight)).toBeLessThan(2 * line)
    const { x = 0, width = 0 } = (await page.locator('.mine .bubble').last().boundingBox()) ?? {}
    const log = await page.getByRole('log').boundingBox()
    expect(x + width).toBeLessThanOrEqual((log?.x ?? 0) + (log?.width ?? 0))
  })

  it('keeps the size of the phone however long the talk: only the messages scroll', async () => {
    const simulator = await simulate()
    startBot(simulator)
    const page = await open(simulator, `/${simulator.botUsername}`, { viewport: { width: 1440, height: 900 } })
    await startAs(page, /Emily/u)
    const emily = simulator.people().find(({ firstName }) => firstName === 'Emily')
    for (let line = 1; line <= 40; line++) emily?.say(`Line ${line}`)
    await page.getByText('Line 40').first().waitFor()
    const tall = 'document.documentElement.scrollHeight'
    expect(await page.evaluate(tall)).toBe(900)
    const list = await page.locator('.messages').evaluate((element) => element.scrollHeight - element.clientHeight)
    expect(list).toBeGreaterThan(0)
  })

  it('shows the last message on a phone, above the keyboard that came with it', async () => {
    const simulator = await simulate()
    const bot = new Bot(simulator.botToken, { client: { apiRoot: simulator.apiRoot } })
    const keyboard = new Keyboard().requestContact('Send number').resized().oneTime()
    bot.command('start', (context) => context.reply('Welcome. '.repeat(60), { reply_markup: keyboard }))
    bot.on('message:contact', async (context) => {
      await context.reply('Another number. '.repeat(10))
      await context.reply('Send the right one', { reply_markup: keyboard })
    })
    void bot.start()
    onTestFinished(() => bot.stop())
    const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
    const page = await open(simulator, `/${simulator.botUsername}`, phone)
    await startAs(page, /Emily/u)
    const below = () => page.locator('.messages').evaluate((it) => it.scrollHeight - it.scrollTop - it.clientHeight)
    for (const times of [1, 2, 3]) {
      await button(page, 'Send number').click()
      await expect.poll(() => page.locator('.theirs').getByText('Send the right one').count()).toBe(times)
      await button(page, 'Send number').waitFor()
      await expect.poll(below).toBeLessThan(2)
    }
  })

  it('breaks a name that is one long word', async () => {
    const simulator = await simulate()
    simulator.addPerson({ firstName: 'Ъ'.repeat(64), phone: '998931112244' })
    const page = await open(simulator, '/', { viewport: { width: 390, height: 844 }, isMobile: true })
    const widest = `Math.max(...[...document.querySelectorAll('body *')].map((node) => node.getBoundingClientRect().right))`
    await page.getByRole('button', { name: /ЪЪЪ/u }).click()
    await button(page, 'START').waitFor()
    expect(await page.evaluate(widest)).toBeLessThanOrEqual(390)
    await page.locator('.me').click()
    await page.getByRole('button', { name: /ЪЪЪ/u }).waitFor()
    expect(await page.evaluate(widest)).toBeLessThanOrEqual(390)
  })

  it('blocks and unblocks the bot', async () => {
    const simulator = await simulate()
    const page = await open(simulator, '/')
    await startAs(page, /Emily/u)
    await button(page, 'Menu').click()
    await button(page, 'Block the bot').click()
    await button(page, 'UNBLOCK').click()
    await page.getByRole('textbox', { name: 'Message' }).waitFor()
  })

  it('comes back by itself when the simulator was away, with what was typed still there', async () => {
    const stateFile = join(await mkdtemp(join(tmpdir(), 'simulator-')), 'state.json')
    const before = await startSimulator({ stateFile })
    const page = await open(before, '/')
    await startAs(page, /Emily/u)
    await before.close()
    await page.getByText('connecting…').waitFor()
    const message = page.getByRole('textbox', { name: 'Message' })
    await message.fill('still here')
    await page.keyboard.press('Enter')
    await page.getByText('The simulator does not answer').waitFor()

    await simulate({ stateFile, port: Number(new URL(before.url).port) })
    await page.getByText('connecting…').waitFor({ state: 'detached' })
    expect(await message.inputValue()).toBe('still here')
    await button(page, 'Send').click()
    await page.getByRole('log').getByText('still here').waitFor()
  })

  it('adds a person and becomes them', async () => {
    const simulator = await simulate()
    const page = await open(simulator, '/')
    await button(page, 'Add a person').click()
    await page.getByRole('textbox', { name: 'First name' }).fill('Jasur')
    await page.getByRole('textbox', { name: 'Phone number' }).fill('998931112233')
    await button(page, 'Add').click()
    await button(page, 'START').click()
    await page.getByText('/start').waitFor()
    expect(simulator.people().at(-1)).toMatchObject({ firstName: 'Jasur', phone: '998931112233', languageCode: 'en' })
  })

  it('remembers the person and the language, and offers START for a new link in an old chat', async () => {
    const simulator = await simulate()
    const page = await open(simulator, '/')
    await page.getByRole('combobox', { name: 'Language' }).first().selectOption('uz')
    await startAs(page, /Emily/u, 'BOSHLASH')
    await page.goto(`${simulator.url}/${simulator.botUsername}?start=again`)
    await button(page, 'BOSHLASH').click()
    await page.getByTitle('/start again').waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('uz')
  })

  it.each([
    ['ru-RU', 'Кто вы?'],
    ['uz-UZ', 'Siz kimsiz?'],
    ['en-GB', 'Who are you?'],
    ['de-DE', 'Who are you?'],
  ])('speaks to a browser in %s', async (locale, question) => {
    const page = await open(await simulate(), '/', { locale })
    await page.getByRole('heading', { name: question }).waitFor()
  })

  it.each([
    ['light', 1280, 860],
    ['dark', 360, 640],
  ] as const)('has no accessibility faults in the %s at %i pixels', async (colorScheme, width, height) => {
    const simulator = await simulate({ siteUrl: 'http://127.0.0.1:3000/' })
    startBot(simulator)
    const page = await open(simulator, '/', { colorScheme, viewport: { width, height }, bypassCSP: true })
    await page.getByText('Emily').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await startAs(page, /Emily/u)
    await button(page, 'It was me').click()
    await button(page, 'Send number').waitFor()
    await page.getByRole('status').getByText('Thank you').waitFor({ state: 'detached' })
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
  })

  it('is served with a policy and lasting names, and nothing else is', async () => {
    const simulator = await simulate()
    const page = await fetch(`${simulator.url}/${simulator.botUsername.toUpperCase()}?start=x`)
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(page.headers.get('cache-control')).toBe('no-cache')
    const script = first(/\/assets\/[\w-]+\.js/u.exec(await page.text()) ?? [])
    const asset = await fetch(`${simulator.url}${script}`)
    expect(asset.headers.get('cache-control')).toContain('immutable')
    expect((await fetch(`${simulator.url}/assets/..%2f..%2fpackage.json`)).status).toBe(404)
    expect((await fetch(`${simulator.url}/some_other_bot`)).status).toBe(404)
  })
})
