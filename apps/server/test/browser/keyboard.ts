import type { Locator, Page } from 'playwright-core'

/** Goes to it by the Tab key alone, as somebody does who has no mouse. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  const isThere = () => target.evaluate((element) => element.ownerDocument.activeElement === element)
  const stops = await page.locator('a[href], button, input, select, [tabindex="0"]').count()
  for (let stop = 0; stop <= stops && !(await isThere()); stop++) await page.keyboard.press('Tab')
  if (!(await isThere())) throw new Error(`the Tab key does not come to ${target}`)
}

/** Goes to a link or a button, and presses it. */
export async function pressByKey(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

/** Goes to a field, and types. */
export async function typeByKey(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field)
  await page.keyboard.type(text)
}
