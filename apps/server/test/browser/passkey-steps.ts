import { words as ru } from '@vitrina/contract/words/site/ru'
import { passkeys as say } from '@vitrina/contract/words/site/ru-passkeys'
import type { Page } from 'playwright-core'
import type { Shop } from '../harness.ts'
import { reachCode } from './registering.ts'
import { VirtualAuthenticator } from './virtual-authenticator.ts'

/** The same shop at the address where its passkeys work. */
export const atItsDomain = (shop: Shop): Shop => ({ ...shop, url: shop.url.replace('127.0.0.1', 'localhost') })

/** What the account says about passkeys. */
export const section = (site: Page) =>
  site.getByRole('main').locator('section', { has: site.getByRole('heading', { name: say.title }) })

/** Registers and comes to the account. */
export async function signUp(stage: { site: Page; shop: Shop }): Promise<void> {
  const { code } = await reachCode(stage)
  await stage.site.getByLabel(ru.field.code).pressSequentially(code)
  await section(stage.site).waitFor()
}

export async function addPasskey(site: Page): Promise<void> {
  await section(site).getByRole('button', { name: say.add }).click()
  await section(site).getByText(say.unused).waitFor()
}

/** An account with a passkey that is being renamed, on a device that has one. */
export async function renamePasskey({ site, shop }: { site: Page; shop: Shop }): Promise<void> {
  await VirtualAuthenticator.plugIn(site)
  await signUp({ site, shop: atItsDomain(shop) })
  await addPasskey(site)
  await section(site)
    .getByRole('button', { name: new RegExp(`^${say.rename}`) })
    .click()
  await site.getByLabel(say.name).waitFor()
}

/** The offer of a passkey, and the section without one. */
export async function offerPasskey({ site, shop }: { site: Page; shop: Shop }): Promise<void> {
  await VirtualAuthenticator.plugIn(site)
  await signUp({ site, shop: atItsDomain(shop) })
  await site.getByRole('complementary', { name: say.offerTitle }).waitFor()
}
