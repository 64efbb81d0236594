import { words as ru } from '@vitrina/contract/words/site/ru'
import { words as cabinet } from '@vitrina/contract/words/site/ru-cabinet'
import { passkeys as say } from '@vitrina/contract/words/site/ru-passkeys'
import { sql } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Shop } from '../harness.ts'
import { screens } from './chromium.ts'
import { addPasskey, atItsDomain, section, signUp } from './passkey-steps.ts'
import { password } from './registering.ts'
import { VirtualAuthenticator } from './virtual-authenticator.ts'
import { describe, test as visitors } from './visit.ts'

const test = visitors
  .extend('local', ({ shop }) => atItsDomain(shop))
  .extend('device', ({ site }) => VirtualAuthenticator.plugIn(site))
test.override('look', { ...screens.phone, locale: 'ru' })

const offer = (site: Page) => site.getByRole('complementary', { name: say.offerTitle })
const button = (site: Page, name: string) => site.getByRole('button', { name, exact: true })

const proof = (site: Page) => site.getByRole('dialog', { name: cabinet.stepUp.heading })
/** Somebody whose device has a passkey to their account, and who is not signed in. */
async function leaveWithPasskey({ site, local, device }: { site: Page; local: Shop; device: VirtualAuthenticator }) {
  await signUp({ site, shop: local })
  await addPasskey(site)
  expect(await device.count()).toBe(1)
  await leave(site)
}

const grow = (shop: Shop) =>
  shop.database.db.execute(sql`update sessions set proven_at = proven_at - interval '11 minutes'`)

async function prove(site: Page): Promise<void> {
  await proof(site).getByRole('textbox', { name: ru.field.password }).fill(password)
  await proof(site).getByRole('button', { name: cabinet.stepUp.submit }).click()
}

async function leave(site: Page): Promise<void> {
  await button(site, ru.account.signOut).click()
  await site.getByText(ru.account.signedOut).waitFor()
}

/** Opens the sign-in page in a browser that fills in no passkeys: it would choose the only one by itself. */
async function openLogin(site: Page, url: string): Promise<void> {
  await site.addInitScript('PublicKeyCredential.isConditionalMediationAvailable = async () => false')
  await site.goto(`${url}/login`)
  await button(site, say.signIn).waitFor()
}

describe('a person with a passkey', () => {
  test('adds it when offered, signs in by it, renames it and removes it', async ({ site, local, device, visit }) => {
    await signUp({ site, shop: local })
    await offer(site).getByRole('button', { name: say.add }).click()
    await section(site).getByText(say.unused).waitFor()
    await offer(site).waitFor({ state: 'detached' })
    expect(await device.count()).toBe(1)

    await leave(site)
    await openLogin(site, local.url)
    await button(site, say.signIn).click()
    await site.waitForURL('**/account')
    await section(site).getByText(say.used('только что')).waitFor()

    await button(site, say.renameLabel('Chrome, Linux')).click()
    await site.getByLabel(say.name).fill('Рабочий ноутбук')
    await button(site, ru.account.save).click()
    await section(site).getByRole('heading', { name: 'Рабочий ноутбук' }).waitFor()

    await button(site, say.removeLabel('Рабочий ноутбук')).click()
    await site.getByRole('dialog').getByRole('button', { name: say.remove }).click()
    await section(site).getByText(say.none).waitFor()
    await site.getByRole('dialog').waitFor({ state: 'detached' })
    // Where a browser passes it on, the device is told, and offers what is dead no more.
    await expect.poll(() => device.count()).toBe(0)
    expect(visit.complaints).toEqual([])
  })

  test('signs in by choosing it among what the browser fills in, with no button pressed', async ({
    site,
    local,
    device,
  }) => {
    await leaveWithPasskey({ site, local, device })
    await site.goto(`${local.url}/login`)
    await site.waitForURL('**/account')
    await section(site).getByText(say.used('только что')).waitFor()
  })

  test('filled in and pressed too signs in once', async ({ site, local, device }) => {
    await leaveWithPasskey({ site, local, device })
    let tried = 0
    const answered = Promise.withResolvers<void>()
    await site.route(/\/api\/auth\/passkeys$/, async (route) => {
      tried++
      await answered.promise
      await route.continue()
    })
    await site.goto(`${local.url}/login`)
    await expect.poll(() => tried).toBe(1)
    await button(site, say.signIn).click()
    const asked = await site.waitForRequest(/\/passkeys\/options$/, { timeout: 500 }).catch(() => undefined)
    expect(asked).toBeUndefined()
    answered.resolve()
    await site.waitForURL('**/account')
    expect(tried).toBe(1)
  })

  test('filled in and pressed too is told why it does not open the account just then', async ({
    site,
    local,
    device,
  }) => {
    await leaveWithPasskey({ site, local, device })
    let tried = 0
    const answered = Promise.withResolvers<void>()
    await site.route(/\/api\/auth\/passkeys$/, async (route) => {
      tried++
      await answered.promise
      await route.fulfill({ status: 503 })
    })
    await site.goto(`${local.url}/login`)
    await expect.poll(() => tried).toBe(1)
    await button(site, say.signIn).click()
    await site.locator('.passkey-sign-in [aria-busy=true]').waitFor()
    // It is not filled in again either, which would be a second try.
    await device.attend(false)
    answered.resolve()
    await site.locator('.passkey-sign-in').getByRole('alert').waitFor()
    expect(tried).toBe(1)
  })

  test('may leave the sign-in page open: its challenge is renewed before it runs out', async ({
    site,
    local,
    device,
  }) => {
    await device.attend(false)
    await site.clock.install()
    const asked = () => site.waitForRequest(/\/api\/auth\/passkeys\/options$/)
    const first = asked()
    await site.goto(`${local.url}/login`)
    await first
    await button(site, say.signIn).waitFor()
    const second = asked()
    await site.clock.fastForward('04:01')
    await second
  })

  test('that was removed meanwhile is told that it does not fit, and can go on', async ({ site, local, device }) => {
    await leaveWithPasskey({ site, local, device })
    await local.database.db.execute(sql`delete from passkeys`)
    await openLogin(site, local.url)
    await button(site, say.signIn).click()
    await site.getByRole('alert').getByText('Войти по этому ключу не получилось').waitFor()
    await site.getByLabel(ru.field.identifier).waitFor()
  })

  test('that was removed meanwhile, on a device that fills it in by itself, is tried once a visit', async ({
    site,
    local,
    device,
  }) => {
    await leaveWithPasskey({ site, local, device })
    await local.database.db.execute(sql`delete from passkeys`)
    let tried = 0
    site.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/api/auth/passkeys')) tried++
    })
    await site.goto(`${local.url}/login`)
    await site.getByRole('alert').getByText('Войти по этому ключу не получилось').waitFor()
    expect(tried).toBe(1)
    await button(site, say.signIn).click()
    await expect.poll(() => tried).toBe(2)
    // Whatever else it would try of itself has been tried when another page stands there.
    await site.goto(`${local.url}/register`)
    await button(site, ru.register.submit).waitFor()
    expect(tried).toBe(2)
  })

  test('cannot add a second one on the same device', async ({ site, local, device }) => {
    await signUp({ site, shop: local })
    await addPasskey(site)
    await section(site).getByRole('button', { name: say.add }).click()
    await section(site).getByText(say.known).waitFor()
    expect(await device.count()).toBe(1)
  })

  test('who does not confirm is told so in passing', async ({ site, local, device }) => {
    await signUp({ site, shop: local })
    await device.recognise(false)
    await section(site).getByRole('button', { name: say.add }).click()
    await section(site).getByText(say.notAdded).waitFor()
    await leave(site)
    await openLogin(site, local.url)
    await button(site, say.signIn).click()
    await site.getByText(say.notConfirmed).waitFor()
  })

  test('who signed in long ago proves it is them in passing, and goes on by themselves', async ({
    site,
    local,
    device,
  }) => {
    await signUp({ site, shop: local })
    await grow(local)
    await section(site).getByRole('button', { name: say.add }).click()
    await proof(site).waitFor()
    expect(await device.count()).toBe(0)
    await prove(site)
    await section(site).getByText(say.unused).waitFor()
    expect(await device.count()).toBe(1)

    await grow(local)
    await button(site, say.removeLabel('Chrome, Linux')).click()
    await site.getByRole('dialog').getByRole('button', { name: say.remove }).click()
    await prove(site)
    await section(site).getByText(say.none).waitFor()
    expect(await site.getByRole('dialog').count()).toBe(0)
  })

  test('who thinks better of proving it has added nothing and is told nothing', async ({ site, local, device }) => {
    await signUp({ site, shop: local })
    await grow(local)
    await section(site).getByRole('button', { name: say.add }).click()
    await proof(site).getByRole('button', { name: cabinet.proof.cancel }).click()
    await proof(site).waitFor({ state: 'detached' })
    await section(site).getByText(say.none).waitFor()
    expect([await device.count(), await section(site).getByRole('status').count()]).toEqual([0, 0])
  })
})

describe('the offer of a passkey', () => {
  test('declined is not made again on this device', async ({ site, local, device }) => {
    await signUp({ site, shop: local })
    await offer(site).getByRole('button', { name: say.later }).click()
    await offer(site).waitFor({ state: 'detached' })
    await site.reload()
    await section(site).getByText(say.none).waitFor()
    expect(await device.count()).toBe(0)
    expect(await offer(site).count()).toBe(0)
  })
})

describe('where passkeys cannot be used', () => {
  test('because the address is a number, the page names the one that will do', async ({ site, shop, local }) => {
    await signUp({ site, shop })
    await section(site).getByRole('link', { name: local.url }).waitFor()
    expect(await section(site).getByRole('button', { name: say.add }).count()).toBe(0)
    expect(await offer(site).count()).toBe(0)
    await leave(site)
    await site.goto(`${shop.url}/login`)
    await site.getByLabel(ru.field.identifier).waitFor()
    expect(await button(site, say.signIn).count()).toBe(0)
  })

  test('because the browser knows none, the account says so and the sign-in page says nothing', async ({
    site,
    local,
  }) => {
    await site.addInitScript('delete window.PublicKeyCredential')
    await site.goto(`${local.url}/login`)
    await site.getByLabel(ru.field.identifier).waitFor()
    expect(await button(site, say.signIn).count()).toBe(0)
    await signUp({ site, shop: local })
    await section(site).getByText(say.unsupported).waitFor()
    expect(await section(site).getByRole('button', { name: say.add }).count()).toBe(0)
  })
})
