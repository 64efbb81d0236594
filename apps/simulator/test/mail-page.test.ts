import { expect, it } from 'vitest'
import { accessibilityFaults, button, describeInBrowser, useBrowser } from './chromium.ts'
import { sendLetter } from './smtp-client.ts'
import { simulate } from './support.ts'

const open = useBrowser()
const CODE = '<p>Your code: <b>048151</b></p>'

describeInBrowser('the mailbox', () => {
  it('is a switch away from Telegram, which tells how many letters came meanwhile', async () => {
    const simulator = await simulate()
    const page = await open(simulator, '/')
    const mail = page.getByRole('link', { name: /^Mail/u })
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor()
    await sendLetter(simulator, { subject: 'One' })
    await sendLetter(simulator, { subject: 'Two' })
    await page.getByRole('link', { name: 'Mail 2 new' }).click()
    await page.getByRole('button', { name: /Two/u }).waitFor()
    await expect.poll(() => page.title()).toBe('Simulated mail')
    await page.reload()
    await expect.poll(() => mail.getAttribute('aria-current')).toBe('page')
    await page.getByRole('link', { name: 'Telegram' }).click()
    await expect.poll(() => mail.innerText()).toBe('Mail')
    await expect.poll(() => page.title()).toBe('Telegram simulator')
  })

  it('says what it is for while it is empty, and shows a letter by itself as soon as it comes', async () => {
    const simulator = await simulate()
    const page = await open(simulator, '/#mail')
    await page.getByText('No letters yet').waitFor()
    await sendLetter(simulator, { to: 'anna@shop.example', subject: 'Code', html: CODE })
    await page.frameLocator('iframe').getByText('048151').waitFor()
    expect(await page.getByText('No letters yet').count()).toBe(0)
  })

  it('fills a phone while it is empty', async () => {
    const page = await open(await simulate(), '/#mail', { viewport: { width: 390, height: 844 } })
    await page.getByText('No letters yet').waitFor()
    expect(await page.locator('.mailbox').boundingBox()).toMatchObject({ x: 0, width: 390 })
  })

  it('puts a code on the clipboard at one press, from a letter in HTML as from plain text', async () => {
    const simulator = await simulate()
    const page = await open(simulator, '/#mail', { permissions: ['clipboard-read', 'clipboard-write'] })
    await sendLetter(simulator, { subject: 'Code 048151' })
    await sendLetter(simulator, { subject: 'Code', text: 'Your code: 048151.', html: CODE })
    await button(page, 'Code in this letter: 048151 Copy').click()
    await page.getByRole('status').getByText('Copied').waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('048151')
    await page.getByRole('radio', { name: 'Plain text' }).check()
    await page.locator('pre').getByText('Your code: 048151.').waitFor()
  })

  it('lists the letters of one address when asked to', async () => {
    const simulator = await simulate()
    for (const to of ['anna@shop.example', 'timur@shop.example'])
      await sendLetter(simulator, { to, subject: `To ${to}` })
    const page = await open(simulator, '/#mail')
    await page.getByRole('combobox', { name: 'To whom' }).selectOption('anna@shop.example')
    await page.getByRole('heading', { name: 'To anna@shop.example' }).waitFor()
    expect(await page.locator('.entry').count()).toBe(1)
  })

  it('runs nothing that a letter brings (S21)', async () => {
    const simulator = await simulate()
    await sendLetter(simulator, {
      html: '<p id="p">quiet</p><img src="x" onerror="p.textContent=1"><a href="javascript:top.x=1">go</a>',
    })
    const page = await open(simulator, '/#mail', { complaints: /^Blocked script|Content Security Policy/ })
    const letter = page.frameLocator('iframe')
    await letter.getByText('quiet').waitFor()
    expect(await page.locator('iframe').getAttribute('sandbox')).not.toMatch(/scripts|same-origin|top-navigation/)
  })

  it('shows the list or the letter on a phone, and goes back', async () => {
    const simulator = await simulate()
    await sendLetter(simulator, { subject: 'One' })
    const page = await open(simulator, '/#mail', { viewport: { width: 360, height: 640 } })
    await page.getByRole('button', { name: /One/u }).click()
    await page.getByRole('heading', { name: 'One' }).waitFor()
    expect(await page.locator('.box').isVisible()).toBe(false)
    await button(page, 'Back to the letters').click()
    expect(await page.locator('.reader').isVisible()).toBe(false)
    expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
  })

  it.each([
    ['ru-RU', 'Писем пока нет'],
    ['uz-UZ', 'Hali xat yoʻq'],
    ['en-GB', 'No letters yet'],
  ])('speaks to a browser in %s', async (locale, words) => {
    const page = await open(await simulate(), '/#mail', { locale })
    await page.getByRole('heading', { name: words }).waitFor()
  })

  it('names the month in Uzbek too, which not every browser knows', async () => {
    const simulator = await simulate()
    await sendLetter(simulator, {})
    const page = await open(simulator, '/#mail', { locale: 'uz-UZ' })
    await expect.poll(() => page.locator('.letter-head time').textContent()).toMatch(/^\d+-[a-z]{3,8}, \d+:\d\d$/)
  })

  it.each([
    ['light', 1280, 860],
    ['dark', 360, 640],
  ] as const)('has no accessibility faults in the %s at %i pixels', async (colorScheme, width, height) => {
    const simulator = await simulate({ siteUrl: 'http://127.0.0.1:3000/' })
    const page = await open(simulator, '/#mail', { colorScheme, viewport: { width, height }, bypassCSP: true })
    await page.getByText('No letters yet').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await sendLetter(simulator, { to: 'timur@shop.example' })
    await sendLetter(simulator, { subject: 'Code', text: 'Your code: 048151.', html: CODE })
    await page.getByRole('button', { name: /Code/u }).first().click()
    await page.getByRole('heading', { name: 'Code' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })
})
