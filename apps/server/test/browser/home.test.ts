import { words as ru } from '@vitrina/contract/words/site/ru'
import { expect } from 'vitest'
import { configure } from './other-ways.ts'
import { heading, reachCode } from './registering.ts'
import { describe, test } from './visit.ts'

describe('the home page', () => {
  test.for([
    [['telegram_contact', 'telegram_name', 'bot_code'], 'через Telegram', 'от бота в Telegram'],
    [['email'], 'по почте', 'в письме'],
    [
      ['telegram_contact', 'email', 'sms'],
      'через Telegram, по почте или по SMS',
      'от бота в Telegram, в письме или в SMS',
    ],
  ] as const)(
    'names the ways to register that the shop has: %s',
    async ([methods, ways, codes], { context, site, shop }) => {
      await configure(context, () => ({ methods }))
      await site.goto(shop.url)
      await site.getByText(ru.home.text(ways)).waitFor()
      await site.getByText(`Шесть цифр придут ${codes}.`).waitFor()
    },
  )

  test('teaches nobody to register who is in already', async ({ site, shop }) => {
    const { code, name } = await reachCode({ site, shop })
    await site.getByLabel(ru.field.code).pressSequentially(code)
    await site.locator('.identifier').first().waitFor()
    await site.goto(shop.url)
    await heading(site, ru.home.welcome(name)).waitFor()
    expect(await site.getByText(ru.home.how).count()).toBe(0)
  })
})
