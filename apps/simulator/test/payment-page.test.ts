import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Bot } from 'grammy'
import { expect, it, onTestFinished } from 'vitest'
import type { Simulator } from '../src/index.ts'
import { accessibilityFaults, button, describeInBrowser, useBrowser } from './chromium.ts'
import { call, simulate } from './support.ts'

const open = useBrowser()

const invoice = (simulator: Simulator) => ({
  ...{ title: 'Order 1001', description: 'Roses', payload: 'order-1', currency: 'RUB' },
  provider_token: simulator.paymentToken,
  prices: [
    { label: 'Goods', amount: 100_000 },
    { label: 'Delivery', amount: 30_000 },
  ],
})

/** Sends an invoice to whoever starts it, and lets everything be paid, or nothing. */
function startBot(simulator: Simulator, refusal?: string): void {
  const bot = new Bot(simulator.botToken, { client: { apiRoot: simulator.apiRoot } })
  bot.command('start', async (context) => {
    await call(simulator, 'sendInvoice', { ...invoice(simulator), chat_id: context.chat.id })
  })
  bot.on('pre_checkout_query', (context) =>
    refusal ? context.answerPreCheckoutQuery(false, refusal) : context.answerPreCheckoutQuery(true),
  )
  void bot.start()
  onTestFinished(() => bot.stop())
}

/** A Mini App that opens an invoice and shows what it is told. */
async function serveMiniApp(simulator: Simulator, link: string): Promise<string> {
  const html = `<!doctype html><title>Shop</title><script src="${simulator.webAppScript}"></script>
    <button onclick="Telegram.WebApp.openInvoice('${link}', (status) => { document.title = told.textContent = status })">Buy</button>
    <p id="told">nothing</p><p id="heard"></p>
    <script>Telegram.WebApp.onEvent('invoiceClosed', ({ url, status }) => { heard.textContent = url + ' ' + status })</script>`
  const server = createServer((_, reply) => reply.setHeader('content-type', 'text/html').end(html))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

async function startAsEmily(simulator: Simulator, { locale = 'en-GB', start = 'START' } = {}) {
  // The checker of accessibility is a script of its own.
  const page = await open(simulator, '/', { bypassCSP: true, locale })
  await page.getByRole('button', { name: /Emily/u }).click()
  await button(page, start).click()
  return page
}

describeInBrowser('paying on the page', () => {
  it('shows what is paid for, and an invoice in the chat becomes a receipt', async () => {
    const simulator = await simulate()
    startBot(simulator)
    const page = await startAsEmily(simulator)
    await button(page, 'Pay').click()
    const sheet = page.getByRole('dialog')
    await sheet.getByText('Delivery').waitFor()
    expect(await sheet.locator('dd').allTextContents()).toEqual(['₽1,000', '₽300'])
    expect(await accessibilityFaults(page)).toEqual([])
    await sheet.getByRole('button', { name: 'Pay ₽1,300' }).click()
    await page.getByText('Paid: ₽1,300').waitFor()
    await page.getByText('receipt').waitFor()
    expect(await button(page, 'Pay').count()).toBe(0)
  })

  it.each([
    ['ru-RU', 'НАЧАТЬ', 'Заплатить', 'Картой, которую отклонят', 'Карту отклонили.', '1\u00a0300\u00a0₽'],
    ['uz-UZ', 'BOSHLASH', 'Toʻlash', 'Rad etiladigan karta bilan', 'Karta rad etildi.', '1\u00a0300\u00a0₽'],
    ['en-GB', 'START', 'Pay', 'Pay with a card that is declined', 'The card was declined.', '₽1,300'],
  ])(
    'speaks to a browser in %s, and writes sums as the shop does',
    async (locale, start, pay, decline, declined, sum) => {
      const simulator = await simulate()
      startBot(simulator)
      const page = await startAsEmily(simulator, { locale, start })
      await button(page, pay).click()
      const sheet = page.getByRole('dialog')
      expect(await sheet.getByRole('button').first().textContent()).toBe(`${pay} ${sum}`)
      await button(page, decline).click()
      await page.getByRole('status').getByText(declined).waitFor()
    },
  )

  it('shows an invoice to whoever opens its link in a browser', async () => {
    const simulator = await simulate()
    startBot(simulator)
    const { body } = await call(simulator, 'createInvoiceLink', invoice(simulator))
    const page = await open(simulator, new URL(body.result).pathname)
    await page.getByRole('button', { name: /Emily/u }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Pay ₽1,300' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('says why the bot does not want the money', async () => {
    const simulator = await simulate()
    startBot(simulator, 'Sold out')
    const page = await startAsEmily(simulator)
    await button(page, 'Pay').click()
    await page.getByRole('button', { name: /^Pay ₽/ }).click()
    await page.getByRole('status').getByText('Sold out').waitFor()
  })

  it('lets a Mini App open an invoice, and tells it how that ended', async () => {
    const simulator = await simulate({ plainHttpMiniApps: true })
    startBot(simulator)
    const { body } = await call(simulator, 'createInvoiceLink', invoice(simulator))
    const url = await serveMiniApp(simulator, body.result)
    await call(simulator, 'setChatMenuButton', { menu_button: { type: 'web_app', text: 'Shop', web_app: { url } } })
    const page = await startAsEmily(simulator)
    await button(page, 'Shop').click()
    const app = page.frameLocator('.mini-app iframe')
    const ending = async (choice: RegExp, status: string) => {
      await app.getByRole('button', { name: 'Buy' }).click()
      await page.getByRole('dialog').getByRole('button', { name: choice }).click()
      await app.locator('#told', { hasText: status }).waitFor()
      expect(await app.locator('#heard').textContent()).toBe(`${body.result} ${status}`)
    }
    await ending(/^Cancel$/, 'cancelled')
    await ending(/declined/, 'failed')
    await ending(/takes its time/, 'pending')
    await ending(/^Pay ₽/, 'paid')
    await button(page, 'Close').click()
    expect(await page.getByText('Paid:').count()).toBe(1)
    await button(page, 'Let the late money arrive').click()
    await expect.poll(() => page.getByText('Paid:').count()).toBe(2)
  })
})
