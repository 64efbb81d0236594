import { words as ru } from '@vitrina/contract/words/site/ru'
import { words as cabinet } from '@vitrina/contract/words/site/ru-cabinet'
import { words as ways } from '@vitrina/contract/words/site/ru-ways'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { newPhone, type Shop } from '../harness.ts'
import { inspect } from './axe.ts'
import { screens } from './chromium.ts'
import { askForCode, newEmail, openWay } from './other-ways.ts'
import { offerPasskey, renamePasskey } from './passkey-steps.ts'
import { reachCode, register, spendAttempts, wrongFor } from './registering.ts'
import { describe, test } from './visit.ts'

interface Stage {
  site: Page
  shop: Shop
}

const open = (path: string) => async (stage: Stage) => {
  await stage.site.goto(`${stage.shop.url}${path}`)
  await stage.site.getByRole('heading', { level: 1 }).waitFor()
}

const openAndSend = (path: string) => async (stage: Stage) => {
  await open(path)(stage)
  await stage.site.locator('[type=submit]').first().click()
  await stage.site.locator('.field-said.bad').first().waitFor()
}

async function typeWrongCode(stage: Stage): Promise<void> {
  const { code } = await reachCode(stage)
  await stage.site.getByLabel(ru.field.code).pressSequentially(wrongFor(code))
  await stage.site.getByText(ru.code.wrong).waitFor()
}

async function guessTooOften(stage: Stage): Promise<void> {
  const { code } = await reachCode(stage)
  await spendAttempts(stage.site, code)
}

async function signIn(stage: Stage): Promise<void> {
  const { code } = await reachCode(stage)
  await stage.site.getByLabel(ru.field.code).pressSequentially(code)
  await stage.site.locator('.device').waitFor()
}

async function editName(stage: Stage): Promise<void> {
  await signIn(stage)
  await stage.site.getByRole('button', { name: ru.account.editName }).click()
  await stage.site.getByRole('button', { name: ru.account.save }).waitFor()
}

async function askForIdentifier(stage: Stage): Promise<void> {
  await signIn(stage)
  const { identifiers } = cabinet
  const name = identifiers.label(identifiers.change, identifiers.kinds.phone)
  await stage.site.getByRole('button', { name }).click()
  await stage.site.getByRole('dialog').waitFor()
}

async function waitInDialog(stage: Stage): Promise<void> {
  await askForIdentifier(stage)
  await stage.site.getByRole('dialog').getByRole('textbox').fill(newPhone())
  await stage.site.getByRole('button', { name: cabinet.adding.next }).click()
  await stage.site.getByLabel(cabinet.proof.code).waitFor()
}

async function askToErase(stage: Stage): Promise<void> {
  await signIn(stage)
  await stage.site.getByRole('button', { name: cabinet.data.erase }).click()
  await stage.site.getByRole('dialog').waitFor()
}

async function waitForLetter(stage: Stage): Promise<void> {
  await openWay(stage, 'email')
  await askForCode(stage.site, { email: newEmail(), name: 'Вера' })
  await stage.site.getByLabel(ways.carried.email.label).waitFor()
}

async function waitForRefusedLetter(stage: Stage): Promise<void> {
  const email = newEmail()
  stage.shop.simulator.mail.faults.add({ kind: 'refuse' }, { to: email })
  await openWay(stage, 'email')
  await askForCode(stage.site, { email, name: 'Вера' })
  await stage.site.getByText(ways.carried.email.refused(email)).waitFor()
}

async function findShopAway(stage: Stage): Promise<void> {
  await signIn(stage)
  await stage.site.route('**/api/auth/refresh', (route) => route.abort())
  await stage.site.reload()
  await stage.site.getByRole('heading', { name: ru.fault.unreachableTitle }).waitFor()
}

const pages = [
  { page: 'the home page', reach: open('/') },
  { page: 'the registration', reach: open('/register') },
  { page: 'a refused registration', reach: openAndSend('/register') },
  { page: 'the registration by name', reach: open('/register?way=name') },
  { page: 'the registration by mail', reach: open('/register?way=email') },
  { page: 'a refused registration by mail', reach: openAndSend('/register?way=email') },
  { page: 'the code of a letter', reach: waitForLetter },
  { page: 'a letter that did not arrive', reach: waitForRefusedLetter },
  { page: 'the waiting page', reach: register },
  { page: 'the code', reach: reachCode },
  { page: 'a wrong code', reach: typeWrongCode },
  { page: 'a code guessed at too often', reach: guessTooOften },
  { page: 'somebody else’s registration', reach: open(`/register/${'a'.repeat(43)}`) },
  { page: 'a spent return link', reach: open('/auth/return') },
  { page: 'the sign-in', reach: open('/login') },
  { page: 'the sign-in by mail', reach: open('/login?way=email') },
  { page: 'the sign-in by the bot’s code', reach: open('/login?way=bot') },
  { page: 'a refused sign-in', reach: openAndSend('/login') },
  { page: 'a sign-in that came to nothing', reach: open('/auth/telegram?problem=telegram_sign_in.denied') },
  { page: 'the cabinet', reach: signIn },
  { page: 'the cabinet being changed', reach: editName },
  { page: 'an identifier being named', reach: askForIdentifier },
  { page: 'an identifier waiting for its code', reach: waitInDialog },
  { page: 'an account about to be deleted', reach: askToErase },
  { page: 'a forgotten password', reach: open('/reset') },
  { page: 'the offer of a passkey', reach: offerPasskey },
  { page: 'a passkey being renamed', reach: renamePasskey },
  { page: 'an address that is not there', reach: open('/no-such-page') },
  { page: 'a shop that does not answer', reach: findShopAway },
]

// Between them they have every part that can be reached by the keyboard.
const walked = new Set([
  'the home page',
  'the registration',
  'the registration by mail',
  'the code',
  'the code of a letter',
  'the sign-in',
  'the cabinet being changed',
  'the sign-in by the bot’s code',
  'a forgotten password',
  'an identifier being named',
])

describe('a page can be used by everybody', () => {
  // The checker is a script of ours in a page that takes none but its own.
  test.override('look', { ...screens.desktop, locale: 'ru', bypassCSP: true, reducedMotion: 'reduce' })

  test.for(pages)(
    'axe finds nothing serious on $page, light or dark, wide or narrow (X2)',
    async ({ reach }, { site, shop }) => {
      await reach({ site, shop })
      await inspect({ page: site })
    },
  )

  test.for(pages.filter(({ page }) => walked.has(page)))(
    'every stop of the Tab key can be seen on $page (X2)',
    async ({ reach }, { site, shop }) => {
      await reach({ site, shop })
      expect(await findUnseenStops(site)).toEqual([])
    },
  )
})

/** Goes through the page as a keyboard does; the stops that look the same with the focus and without it. */
async function findUnseenStops(page: Page): Promise<string[]> {
  const unseen: string[] = []
  const stops = await page.locator('a[href], button, input, select, [tabindex="0"]').count()
  for (let stop = 0; stop < stops; stop++) {
    await page.keyboard.press('Tab')
    const focused = page.locator(':focus')
    if ((await focused.count()) > 0 && !(await focused.evaluate(looksFocused))) {
      unseen.push(await focused.evaluate((element) => element.outerHTML))
    }
  }
  return unseen
}

/** Runs in the page. A ring may be drawn by the element, by what it stands in, or by what stands beside it. */
function looksFocused(element: any): boolean {
  const drawn = [element, element.parentElement, element.parentElement.parentElement, element.nextElementSibling]
  const look = () =>
    JSON.stringify(
      drawn.filter(Boolean).map((one) => {
        const { boxShadow, outline, backgroundSize, transform } = (globalThis as any).getComputedStyle(one)
        return { boxShadow, outline, backgroundSize, transform }
      }),
    )
  const focused = look()
  element.blur()
  const blurred = look()
  element.focus()
  return focused !== blurred
}
