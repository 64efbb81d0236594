import { words as ru } from '@vitrina/contract/words/site/ru'
import { words as cabinet } from '@vitrina/contract/words/site/ru-cabinet'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { noticeLetter } from '#mail'
import { screens } from './chromium.ts'
import { configure } from './other-ways.ts'
import { heading, reachCode } from './registering.ts'
import { describe, test } from './visit.ts'

const long = 'Нурмухаммаджонабдурахмонова'
const longest = 'Ъ'.repeat(100)

/** What stands out of the screen, or has text that stands out of itself. */
function overflowing(site: Page, width: number): Promise<string[]> {
  return site.evaluate(`
    const stands = (node) =>
      node.getBoundingClientRect().right > ${width + 1} ||
      (/^(H1|H2|H3|P|DIALOG)$/.test(node.tagName) && node.scrollWidth > node.clientWidth + 1)
    ;[...document.querySelectorAll('body *')]
      .filter((node) => node.getBoundingClientRect().width > 1 && stands(node))
      .map((node) => node.tagName + ' ' + node.textContent.slice(0, 20))
  `)
}

describe('a name of one long word breaks, and widens nothing', () => {
  for (const name of [long, longest]) {
    for (const [screen, options] of Object.entries(screens)) {
      test(`${name.length} letters on a ${screen}`, async ({ open, shop }) => {
        const { context } = await open({ ...options, locale: 'ru' })
        // The shop's own name may be as long.
        await configure(context, () => ({ shopName: name }))
        const site = await context.newPage()
        const { width } = options.viewport
        const { code } = await reachCode({ site, shop }, { name })
        await site.getByLabel(ru.field.code).pressSequentially(code)
        await site.getByText(ru.account.signedInAs(name)).waitFor()
        await heading(site, ru.account.greeting(name)).waitFor()
        await site.locator('.activity li').first().waitFor()
        expect(await overflowing(site, width)).toEqual([])
        await site.getByRole('button', { name: ru.account.editName }).click()
        await site.getByRole('button', { name: cabinet.data.erase, exact: true }).click()
        await site.getByRole('dialog').waitFor()
        expect(await overflowing(site, width)).toEqual([])
        await site.goto(shop.url)
        await heading(site, ru.home.welcome(name)).waitFor()
        expect(await overflowing(site, width)).toEqual([])
      })
    }
  }

  test('in a letter on a phone too', async ({ open }) => {
    const { context } = await open({ ...screens.phone, locale: 'ru' })
    const page = await context.newPage()
    const shop = { name: longest, publicUrl: 'https://shop.example', accent: '#1f6f5c' }
    const notice = { shop, title: 'Пароль изменён', paragraphs: [`Имя: ${longest}`] }
    await page.setContent(noticeLetter('ru', notice).html)
    expect(await overflowing(page, screens.phone.viewport.width)).toEqual([])
  })
})
