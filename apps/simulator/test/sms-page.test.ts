import { expect, it } from 'vitest'
import { accessibilityFaults, button, describeInBrowser, useBrowser } from './chromium.ts'
import { sendSms } from './sms-support.ts'
import { simulate } from './support.ts'

const open = useBrowser()
const CODE = { Body: '048151 is your "Vitrina" code. Tell it to nobody.' }

describeInBrowser('the phone of SMS', () => {
  it('is a switch away from Telegram, which tells how many messages came meanwhile', async () => {
    const simulator = await simulate()
    const page = await open(simulator, '/')
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor()
    await sendSms(simulator, 'twilio', CODE)
    await page.getByRole('link', { name: 'SMS 1 new' }).click()
    await page.getByText('048151 is your').waitFor()
    await expect.poll(() => page.title()).toBe('Simulated SMS')
    await page.getByRole('link', { name: 'Telegram' }).click()
    expect(await page.getByRole('link', { name: /^SMS/u }).innerText()).toBe('SMS')
  })

  it('shows a message by itself as soon as it comes, the newest first', async () => {
    const simulator = await simulate()
    const page = await open(simulator, '/#sms')
    await page.getByText('No messages yet').waitFor()
    await sendSms(simulator, 'twilio', { Body: 'The first' })
    await page.getByText('The first').waitFor()
    await sendSms(simulator, 'vonage', { text: 'The second' })
    await page.getByText('The second').waitFor()
    expect(await page.locator('.sms-text').allInnerTexts()).toEqual(['The second', 'The first'])
    expect(await page.locator('.sms-by').allInnerTexts()).toEqual(['through Vonage', 'through Twilio'])
  })

  it('shows the phone that got the newest message until one is chosen, and then that one', async () => {
    const simulator = await simulate()
    const page = await open(simulator, '/#sms')
    const number = page.getByRole('combobox', { name: 'Phone number' })
    await sendSms(simulator, 'twilio', { To: '+998935550000', Body: 'To a number that is nobody’s' })
    await page.getByText('nobody’s').waitFor()
    expect(await number.inputValue()).toBe('+998935550000')
    await number.selectOption({ label: '+7 900 000 01 01 · Анна' })
    await page.getByText('No messages yet').waitFor()
    await sendSms(simulator, 'twilio', { To: '+998935550000', Body: 'Again' })
    await sendSms(simulator, 'bird', { body: 'To Anna' })
    await page.getByText('To Anna').waitFor()
    expect(await page.locator('.sms-text').allInnerTexts()).toEqual(['To Anna'])
  })

  it('shows a code of the Gateway as one from Telegram', async () => {
    const simulator = await simulate()
    const page = await open(simulator, '/#sms', { locale: 'ru-RU' })
    await sendSms(simulator, 'telegram-gateway')
    await page.getByText('Коды подтверждения').waitFor()
    await page.getByText('через Telegram Gateway').waitFor()
  })

  it('puts the code on the clipboard at one press', async () => {
    const simulator = await simulate()
    const page = await open(simulator, '/#sms', { permissions: ['clipboard-read', 'clipboard-write'] })
    await sendSms(simulator, 'twilio', CODE)
    await button(page, 'Code in this message: 048151 Copy').click()
    await page.getByRole('status').getByText('Copied').waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('048151')
  })

  it.each([
    ['ru-RU', 'Сообщений пока нет'],
    ['uz-UZ', 'Hali xabar yoʻq'],
    ['en-GB', 'No messages yet'],
  ])('speaks to a browser in %s', async (locale, words) => {
    const page = await open(await simulate(), '/#sms', { locale })
    await page.getByRole('heading', { name: words }).waitFor()
  })

  it.each([
    ['light', 1280, 860],
    ['dark', 360, 640],
  ] as const)('has no accessibility faults in the %s at %i pixels', async (colorScheme, width, height) => {
    const simulator = await simulate({ siteUrl: 'http://127.0.0.1:3000/' })
    const page = await open(simulator, '/#sms', { colorScheme, viewport: { width, height }, bypassCSP: true })
    await page.getByText('No messages yet').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    for (let nth = 0; nth < 12; nth++) await sendSms(simulator, 'twilio', { Body: `04815${nth} is your code` })
    await sendSms(simulator, 'telegram-gateway')
    await page.getByText('Verification Codes').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
    expect(await page.evaluate('document.documentElement.scrollHeight > innerHeight')).toBe(false)
  })
})
