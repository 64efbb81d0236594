import { readFile } from 'node:fs/promises'
import { minorDigits } from '@vitrina/contract'
import { type CheckoutDraft, importCheckout, readCheckoutFile } from '#checkout-files'
import { loadConfig } from './config.ts'
import { importing } from './importing.ts'
import { runCommand } from './operator.ts'

const USAGE = `Usage: npm run checkout:import <file>

Makes the shop's own ways of delivery and its coupons what the file says: JSON as docs/checkout-format.md
has it. What the file has no list of stays as it is. What is wrong with it is said, and then nothing is changed.`

await runCommand(run)

async function run([name, ...more]: string[]): Promise<number> {
  if (!name || name.startsWith('-') || more.length > 0) {
    console.error(USAGE)
    return 2
  }
  const config = loadConfig()
  const { currency, defaultLocale: locale } = config.shop
  const text = await readFile(name, 'utf8').catch(() => undefined)
  if (text === undefined) return refuse(name, ['this file cannot be read'])
  const read = readCheckoutFile(text, { locale, currency, digits: minorDigits(currency) })
  if ('faults' in read) return refuse(name, read.faults)
  const { unknown } = await importing(config, (ctx) => importCheckout(ctx, read.draft))
  if (unknown.length > 0) return refuse(name, unknown)
  console.log(summary(read.draft))
  return 0
}

function refuse(name: string, faults: string[]): number {
  for (const fault of faults) console.error(`${name}: ${fault}.`)
  console.error('\nNothing was imported.')
  return 1
}

function summary({ delivery, coupons }: CheckoutDraft): string {
  const said = (rows: unknown[] | undefined) => (rows ? `${rows.length}` : 'as they were')
  return `Ways of delivery: ${said(delivery)}. Coupons: ${said(coupons)}.`
}
