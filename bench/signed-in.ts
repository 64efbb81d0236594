import { createHmac } from 'node:crypto'
import { CODE } from './backstage.ts'
import { drive, driveOnce, visitorHeaders } from './load.ts'
import { against } from './ratios.ts'
import type { Row } from './rows.ts'
import { CONNECTIONS, type World } from './world.ts'

const SECONDS = 2
/** What each connection does in a round of things that can be done once: about as long as the plain route is asked. */
const ONCE = { code: 60, refresh: 180, miniApp: 200 }

// What the product sends for each when it is asked for alone; listed by a hook on its driver. Opening a session writes
// three rows in one statement, as refreshing it does.
const STATEMENTS = {
  code: 'read-unsynced-read-read-begin-write-write3-commit-read-unsynced-read',
  refresh: 'write3',
  miniApp: 'read-unsynced-write3',
}

/** Who is signed in: what every page of a customer begins with. */
export function askWho(world: World, tokens: readonly string[]): Promise<number> {
  return drive({
    url: world.product.url,
    connections: CONNECTIONS,
    seconds: SECONDS,
    requests: (connection) => [
      {
        path: '/api/me',
        headers: { ...visitorHeaders(), authorization: `Bearer ${tokens[connection % tokens.length]}` },
      },
    ],
    expected: [200],
  })
}

/** Signs in by codes that were sent before; each fits once. */
export async function signInByCode(world: World): Promise<number> {
  const codes = await world.backstage.issueCodes(CONNECTIONS * ONCE.code)
  return driveOnce({
    url: world.product.url,
    connections: CONNECTIONS,
    requests: codes.map(({ id, cookie }) => ({
      method: 'POST',
      path: `/api/auth/verifications/${id}/code`,
      headers: { ...visitorHeaders(), cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ code: CODE }),
    })),
    expected: [200],
  })
}

/** Members come back to the Mini App; what Telegram signs for them fits once. */
function openMiniApp(world: World): Promise<number> {
  return driveOnce({
    url: world.product.url,
    connections: CONNECTIONS,
    requests: Array.from({ length: CONNECTIONS * ONCE.miniApp }, (_, nth) => ({
      method: 'POST',
      path: '/api/auth/mini-app',
      headers: { ...visitorHeaders(), 'content-type': 'application/json' },
      body: JSON.stringify({ initData: initDataOf(world, nth) }),
    })),
    expected: [200],
  })
}

let openings = 0

// https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
function initDataOf({ members, product }: World, nth: number): string {
  const id = members[Math.floor(nth / ONCE.miniApp) % members.length]?.telegramId
  const fields = new URLSearchParams({
    auth_date: `${Math.floor(Date.now() / 1000)}`,
    query_id: `opening-${openings++}`,
    user: JSON.stringify({ id, first_name: 'Анна', last_name: 'Каренина', language_code: 'ru' }),
  })
  const signed = [...fields].map((pair) => pair.join('=')).join('\n')
  const key = createHmac('sha256', 'WebAppData').update(product.botToken).digest()
  fields.set('hash', createHmac('sha256', key).update(signed).digest('hex'))
  return `${fields}`
}

async function refreshAll(world: World): Promise<number> {
  const sessions = await world.backstage.openSessions(CONNECTIONS * ONCE.refresh)
  return driveOnce({
    url: world.product.url,
    connections: CONNECTIONS,
    requests: sessions.map(({ refreshToken }) => ({
      method: 'POST',
      path: '/api/auth/refresh',
      headers: { ...visitorHeaders(), cookie: `vitrina_refresh=${refreshToken}` },
    })),
    expected: [200],
  })
}

/** A plain route of the baseline that sends as many statements of the same kinds. */
function plainly({ baseline }: World, kinds: string): Promise<number> {
  return drive({
    url: baseline.url,
    connections: CONNECTIONS,
    seconds: SECONDS,
    requests: () => [{ method: 'POST', path: `/statements/${kinds}` }],
    expected: [201],
  })
}

const countOf = (kinds: string) => {
  const count = kinds.split('-').length
  return count === 1 ? 'one such statement' : `${count} such statements`
}

export async function readingMe(world: World): Promise<Row> {
  const tokens = (await world.backstage.openSessions(CONNECTIONS)).map(({ accessToken }) => accessToken)
  const id = world.pending[0]?.id ?? ''
  const bare = () =>
    drive({
      url: world.baseline.url,
      connections: CONNECTIONS,
      seconds: SECONDS,
      requests: () => [{ path: `/api/auth/verifications/${id}` }],
      expected: [200],
    })
  return against({ what: 'GET /api/me, against one prepared select' }, () => askWho(world, tokens), bare)
}

export const codeLogin = (world: World): Promise<Row> =>
  against(
    { what: `Sign-in by code, against ${countOf(STATEMENTS.code)}` },
    () => signInByCode(world),
    () => plainly(world, STATEMENTS.code),
  )

export const miniApp = (world: World): Promise<Row> =>
  against(
    { what: `Sign-in from the Mini App, against ${countOf(STATEMENTS.miniApp)}` },
    () => openMiniApp(world),
    () => plainly(world, STATEMENTS.miniApp),
  )

export const refreshing = (world: World): Promise<Row> =>
  against(
    { what: `Refresh, against ${countOf(STATEMENTS.refresh)}` },
    () => refreshAll(world),
    () => plainly(world, STATEMENTS.refresh),
  )
