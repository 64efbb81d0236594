import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { Simulator } from '../src/index.ts'
import { describeInBrowser, useBrowser } from './chromium.ts'
import { sendSms } from './sms-support.ts'
import { sendLetter } from './smtp-client.ts'
import { call, simulate, startedPerson } from './support.ts'

const open = useBrowser()

/** Somebody has chosen who they are, and who one is in one tab, one is in those that are opened after it. */
async function takePhone(simulator: Simulator, options?: Parameters<typeof open>[2]) {
  const person = startedPerson(simulator)
  const page = await open(simulator, '/', options)
  await page.getByRole('button', { name: person.firstName }).click()
  await page.getByText('/start').waitFor()
  const openTab = async () => {
    const tab = await page.context().newPage()
    await tab.goto(simulator.url)
    return tab
  }
  return { person, page, openTab }
}

async function sendAll(simulator: Simulator, chat_id: number, text: string): Promise<void> {
  await call(simulator, 'sendMessage', { chat_id, text })
  await sendLetter(simulator, {})
  await sendSms(simulator, 'twilio')
}

async function showsAll(tab: Page, text: string): Promise<void> {
  await tab.getByText(text).waitFor()
  await tab.getByRole('link', { name: 'Mail 1 new' }).waitFor()
  await tab.getByRole('link', { name: 'SMS 1 new' }).waitFor()
}

/** What a browser does to a tab behind another one; one without windows takes them all for seen. */
async function setHidden(tab: Page, hidden: boolean): Promise<void> {
  await tab.evaluate(`Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true })`)
  await tab.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`)
}

/** Goes to another tab, for as long as the page needs to notice. */
async function lookAway(tab: Page): Promise<void> {
  const ended = tab.waitForEvent('requestfailed')
  await setHidden(tab, true)
  await ended
}

describeInBrowser('the page in several tabs of a browser, which has six connections for them all', () => {
  it('is filled in in each of them', async () => {
    const simulator = await simulate()
    const { person, page, openTab } = await takePhone(simulator)
    await sendAll(simulator, person.id, 'Welcome')
    await showsAll(page, 'Welcome')
    for (let nth = 2; nth <= 5; nth++) await showsAll(await openTab(), 'Welcome')
  })

  it('rests while nobody sees it, and has what it missed when it is seen again', async () => {
    const simulator = await simulate()
    const { person, page, openTab } = await takePhone(simulator)
    const tabs = [page]
    for (let nth = 2; nth <= 8; nth++) {
      for (const tab of tabs) await setHidden(tab, true)
      tabs.push(await openTab())
      await tabs.at(-1)?.getByText('/start').waitFor()
    }
    await sendAll(simulator, person.id, 'Meanwhile')
    await expect.poll(() => tabs.at(-1)?.getByText('Meanwhile').count()).toBe(1)
    expect(await page.getByText('Meanwhile').count()).toBe(0)
    await setHidden(page, false)
    await showsAll(page, 'Meanwhile')
  })

  it('comes back by itself from an answer that was none, as while the simulator is started again', async () => {
    const simulator = await simulate()
    const { person, page } = await takePhone(simulator, { complaints: /502/ })
    let asked = 0
    await page.route('**/simulator/events?*', (route) =>
      asked++ ? route.continue() : route.fulfill({ status: 502, body: 'Bad gateway' }),
    )
    await lookAway(page)
    await setHidden(page, false)
    await page.getByText('connecting…').waitFor()
    await sendAll(simulator, person.id, 'Welcome')
    await showsAll(page, 'Welcome')
  })

  it('asks no more when it rests, whatever it was answered', async () => {
    const simulator = await simulate()
    const { page } = await takePhone(simulator, { complaints: /502/ })
    let asked = 0
    await page.route('**/simulator/events?*', (route) => {
      asked++
      return route.fulfill({ status: 502, body: 'Bad gateway' })
    })
    await page.clock.install()
    await lookAway(page)
    await setHidden(page, false)
    await page.getByText('connecting…').waitFor()
    await setHidden(page, true)
    await page.clock.runFor(10_000)
    // Whatever the page has asked for is asked for before this.
    await page.evaluate(`fetch('/simulator/events?last')`)
    expect(asked).toBe(2)
  })

  it('waits for the answer to a pressed button all the same', async () => {
    const simulator = await simulate()
    const { person, page } = await takePhone(simulator)
    const inline_keyboard = [[{ text: 'Press', callback_data: 'x' }]]
    await call(simulator, 'sendMessage', { chat_id: person.id, text: 'Well?', reply_markup: { inline_keyboard } })
    await page.getByRole('button', { name: 'Press' }).click()
    const query = await pressOf(simulator)
    await setHidden(page, true)
    await call(simulator, 'answerCallbackQuery', { callback_query_id: query, text: 'Done', show_alert: true })
    await page.getByRole('dialog').getByText('Done').waitFor()
  })
})

// What came before the list of what is wanted is handed out all the same.
async function pressOf(simulator: Simulator): Promise<string> {
  for (let offset = 0; ; ) {
    const { body } = await call(simulator, 'getUpdates', { allowed_updates: ['callback_query'], offset, timeout: 5 })
    const press = body.result.find((update: { callback_query?: { id: string } }) => update.callback_query)
    if (press) return press.callback_query.id
    offset = (body.result.at(-1)?.update_id ?? offset - 1) + 1
  }
}
