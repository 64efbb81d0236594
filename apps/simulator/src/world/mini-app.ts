import { createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { unixTime } from './chat.ts'
import type { ContactCard, PersonRecord } from './state.ts'
import { userView } from './views.ts'
import type { World } from './world.ts'

/** A Mini App as it is opened: where, and what Telegram says there of the person. */
export interface OpenedMiniApp {
  /** With what its page is told in the fragment. */
  url: string
  initData: string
}

// A client that knows of everything that is answered here.
const clientVersion = '9.5'

// Telegram's own key is Telegram's: this one gives the data its form, and whoever checks it by the
// published key refuses it, as they should.
const { privateKey } = generateKeyPairSync('ed25519')

/** Opens the page that a button of the bot names. */
export function launchMiniApp(world: World, person: PersonRecord, address: string): OpenedMiniApp {
  const user = { ...userView(person), allows_write_to_pm: true }
  const { is_bot: _, ...shown } = user
  const initData = signForBot(world, {
    query_id: randomBytes(16).toString('base64url'),
    user: JSON.stringify(shown),
    auth_date: String(unixTime(world)),
  })
  const url = new URL(address)
  url.hash = String(
    new URLSearchParams({
      tgWebAppData: initData,
      tgWebAppVersion: clientVersion,
      tgWebAppPlatform: 'web',
    }),
  ).replaceAll('+', '%20')
  return { url: url.href, initData }
}

/** What the page of a Mini App gets when the person lets it have their contact. */
export function signContact(world: World, contact: ContactCard): string {
  return hashForBot(world, { contact: JSON.stringify(contact), auth_date: String(unixTime(world)) })
}

function signForBot(world: World, fields: Record<string, string>): string {
  const signed = `${world.state.bot.id}:WebAppData\n${linesOf(fields)}`
  const signature = sign(null, Buffer.from(signed), privateKey).toString('base64url')
  return hashForBot(world, { ...fields, signature })
}

function hashForBot(world: World, fields: Record<string, string>): string {
  const secret = createHmac('sha256', 'WebAppData').update(world.state.bot.token).digest()
  const hash = createHmac('sha256', secret).update(linesOf(fields)).digest('hex')
  // A space as %20, as Telegram writes it.
  return String(new URLSearchParams({ ...fields, hash })).replaceAll('+', '%20')
}

function linesOf(fields: Record<string, string>): string {
  return Object.keys(fields)
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('\n')
}
