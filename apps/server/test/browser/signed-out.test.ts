import { words as ru } from '@vitrina/contract/words/site/ru'
import { words as ways } from '@vitrina/contract/words/site/ru-ways'
import { expect } from 'vitest'
import { heading, reachCode } from './registering.ts'
import { describe, test } from './visit.ts'

/** As when somebody comes back to the tab. */
const comeBack = 'document.dispatchEvent(new Event("visibilitychange"))'

describe('the cabinet', () => {
  test('is left with a word when the device was signed out elsewhere (X4)', async ({ site, shop }) => {
    const { code } = await reachCode({ site, shop })
    await site.getByLabel(ru.field.code).pressSequentially(code)
    await site.locator('.identifier').first().waitFor()
    await shop.database.db.execute('delete from sessions')
    await site.evaluate(comeBack)
    await heading(site, ru.login.heading).waitFor()
    await site.getByText(ways.login.ended).waitFor()
    expect(new URL(site.url()).search).toBe('?next=%2Faccount')
  })

  test('that was left by hand says nothing of the kind', async ({ site, shop }) => {
    const { code } = await reachCode({ site, shop })
    await site.getByLabel(ru.field.code).pressSequentially(code)
    await site.locator('.identifier').first().waitFor()
    await site.getByRole('button', { name: ru.account.signOut, exact: true }).click()
    await site.getByText(ru.account.signedOut).waitFor()
    await site.goto(`${shop.url}/login`)
    await heading(site, ru.login.heading).waitFor()
    expect(await site.getByText(ways.login.ended).count()).toBe(0)
  })

  test('comes by itself once the shop can be reached again', async ({ context, site, shop }) => {
    const { code } = await reachCode({ site, shop })
    await site.getByLabel(ru.field.code).pressSequentially(code)
    await site.locator('.identifier').first().waitFor()
    await context.route('**/api/**', (route) => route.abort())
    await site.reload()
    await heading(site, ru.fault.unreachableTitle).waitFor()
    await context.unroute('**/api/**')
    // No event of the browser's tells that only the shop was away.
    await site.locator('.activity li').first().waitFor()
  })
})
