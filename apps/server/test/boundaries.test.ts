import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const src = resolve(import.meta.dirname, '../src')

// The architecture: who may be entered by whom. A door may be imported by those above it only.
const ranks: Record<string, number> = {
  platform: 0,
  'modules/audit': 10,
  'modules/pictures': 10,
  'modules/identity': 11,
  'modules/catalog': 11,
  'modules/catalog-files': 12,
  'modules/catalog-reading': 12,
  'modules/sessions': 12,
  'modules/coupons': 12,
  'modules/delivery': 12,
  'modules/cart': 12,
  'modules/checkout-files': 13,
  'modules/content': 13,
  'modules/woocommerce': 10,
  'modules/woocommerce-catalog': 12,
  'modules/woocommerce-customers': 12,
  'modules/woocommerce-shop': 13,
  'modules/woocommerce-content': 14,
  'modules/woocommerce-orders': 17,
  'modules/own-account': 13,
  'modules/telegram': 13,
  'modules/mail': 13,
  'modules/sms': 13,
  'modules/orders': 14,
  'modules/checkout': 15,
  'modules/payments': 16,
  'modules/verifications': 14,
  'modules/password-sign-in': 14,
  'modules/passkeys': 14,
  'modules/telegram-sign-in': 14,
  'modules/bot-codes': 14,
  'modules/verification-codes': 15,
  'modules/registration': 16,
  'modules/kept-contracts': 17,
  'modules/notices': 18,
  'modules/order-notices': 18,
  http: 20,
  bot: 20,
  '.': 30,
}

// http/ looks up the session of a request, and that is sessions'.
const doors: Record<string, string> = {
  '#platform': 'platform',
  '#audit': 'modules/audit',
  '#identity': 'modules/identity',
  '#sessions': 'modules/sessions',
  '#own-account': 'modules/own-account',
  '#telegram': 'modules/telegram',
  '#mail': 'modules/mail',
  '#sms': 'modules/sms',
  '#verifications': 'modules/verifications',
  '#verification-codes': 'modules/verification-codes',
  '#registration': 'modules/registration',
  '#kept-contracts': 'modules/kept-contracts',
  '#password-sign-in': 'modules/password-sign-in',
  '#passkeys': 'modules/passkeys',
  '#telegram-sign-in': 'modules/telegram-sign-in',
  '#pictures': 'modules/pictures',
  '#content': 'modules/content',
  '#catalog': 'modules/catalog',
  '#coupons': 'modules/coupons',
  '#delivery': 'modules/delivery',
  '#orders': 'modules/orders',
  '#checkout-files': 'modules/checkout-files',
  '#checkout': 'modules/checkout',
  '#payments': 'modules/payments',
  '#order-notices': 'modules/order-notices',
  '#catalog-files': 'modules/catalog-files',
  '#catalog-reading': 'modules/catalog-reading',
  '#cart': 'modules/cart',
  '#woocommerce': 'modules/woocommerce',
  '#woocommerce-catalog': 'modules/woocommerce-catalog',
  '#woocommerce-customers': 'modules/woocommerce-customers',
  '#woocommerce-shop': 'modules/woocommerce-shop',
  '#woocommerce-content': 'modules/woocommerce-content',
  '#woocommerce-orders': 'modules/woocommerce-orders',
  '#notices': 'modules/notices',
  '#bot-codes': 'modules/bot-codes',
  '#http': 'http',
  '#bot': 'bot',
}

interface Import {
  file: string
  from: string
  specifier: string
  typeOnly: boolean
}

const imports = globSync('**/*.ts', { cwd: src })
  .filter((file) => !file.endsWith('.test.ts'))
  .flatMap(readImports)

test('no folder imports a door of its own rank or above', () => {
  const wrong = imports.filter(({ from, specifier }) => {
    const door = doors[specifier]
    return door !== undefined && door !== from && rankOf(door) >= rankOf(from)
  })
  expect(wrong).toEqual([])
})

test('a folder is entered through its door, never through a file of it', () => {
  const wrong = imports.filter(({ file, from, specifier }) => {
    if (!specifier.startsWith('.')) return false
    const target = folderOf(relative(src, resolve(src, dirname(file), specifier)))
    // The embedded database is loaded on demand, and only where it is needed.
    return target !== from && !specifier.includes('platform/postgres/')
  })
  expect(wrong).toEqual([])
})

test('the doors in package.json are those of the table', () => {
  const { imports } = JSON.parse(readFileSync(resolve(src, '../package.json'), 'utf8'))
  const expected = Object.fromEntries(Object.entries(doors).map(([door, folder]) => [door, `./src/${folder}/index.ts`]))
  expect(imports).toEqual(expected)
})

test('the network is touched only where the style says', () => {
  const allowed = new Set([
    'modules/telegram/sender.ts',
    'modules/telegram/invoice-desk.ts',
    'modules/mail/mailer.ts',
    'modules/sms/network.ts',
    'modules/pictures/fetch-source.ts',
    'modules/woocommerce/network.ts',
    'bot/polling.ts',
    'bot/webhook.ts',
    'bot/bot-identity.ts',
    'telegram.ts',
  ])
  const networked = imports.filter(
    ({ specifier, typeOnly }) => /^(grammy|undici|nodemailer)$/.test(specifier) && !typeOnly,
  )
  const callers = networked
    .filter(({ file, specifier }) => specifier !== 'grammy' || usesApi(file))
    .map(({ file }) => file)
  expect(callers.filter((file) => !allowed.has(file))).toEqual([])
})

test('only config.ts reads the settings of the product', () => {
  // The embedded database asks the machine where programs and run-time folders are.
  const machine = /^platform\/postgres\//
  const readers = globSync('**/*.ts', { cwd: src }).filter((file) =>
    readFileSync(join(src, file), 'utf8').includes('process.env'),
  )
  expect(readers.filter((file) => !machine.test(file))).toEqual(['config.ts'])
})

test('the contract imports nothing of ours', () => {
  const folder = resolve(src, '../../../packages/contract/src')
  const foreign = globSync('**/*.ts', { cwd: folder }).filter((file) =>
    /from '(#|@vitrina\/|(\.\.\/)+apps)/.test(readFileSync(join(folder, file), 'utf8')),
  )
  expect(foreign).toEqual([])
})

function readImports(file: string): Import[] {
  const text = readFileSync(join(src, file), 'utf8')
  const found = text.matchAll(
    /(?:^|\n)(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?'([^']+)'|import\('([^']+)'\)/g,
  )
  return [...found].map(([, type, statical, dynamic]) => ({
    file,
    from: folderOf(file),
    specifier: statical ?? dynamic ?? '',
    typeOnly: type !== undefined,
  }))
}

function usesApi(file: string): boolean {
  return /new (Api|Bot)\(|\bapi\.|#api\.|createTransport\(/.test(readFileSync(join(src, file), 'utf8'))
}

function folderOf(path: string): string {
  const [first = '', second = ''] = path.split('/')
  if (first === 'modules') return `modules/${second}`
  return path.includes('/') ? first : '.'
}

function rankOf(folder: string): number {
  const rank = ranks[folder]
  if (rank === undefined) throw new Error(`${folder} has no rank: give it one in this table`)
  return rank
}
