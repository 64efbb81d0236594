import { verify } from '@node-rs/argon2'
import { HASHING_CONCURRENCY } from '../apps/server/src/platform/index.ts'
import { password } from './customers.ts'
import { drive, pollAtRate, visitorHeaders } from './load.ts'
import { ratioRow, roundsOf } from './ratios.ts'
import type { Row } from './rows.ts'
import { compare, quantile } from './statistics.ts'
import type { World } from './world.ts'

// A flood; for a rate, a few that keep the pool busy are enough and none is told to wait.
const CONNECTIONS = { flood: 64, rate: 8 }
// Each address may sign in a hundred times in ten minutes.
const ADDRESSES_PER_CONNECTION = 50
const WARM_SECONDS = 12

/** Signs members in by password, as fast as answers come. */
export function logIn(
  world: World,
  connections: number,
  seconds: number,
  expected: readonly number[],
): Promise<number> {
  return drive({
    url: world.product.url,
    connections,
    seconds,
    requests: (connection) => {
      const { phone } = world.members[connection % world.members.length] ?? { phone: '' }
      return Array.from({ length: ADDRESSES_PER_CONNECTION }, () => ({
        method: 'POST' as const,
        path: '/api/auth/login',
        headers: { ...visitorHeaders(), 'content-type': 'application/json' },
        body: JSON.stringify({ identifier: phone, password }),
      }))
    },
    expected,
  })
}

/** Checks passwords as the product's pool does, as many at once, with nothing around it. */
async function checkRaw(world: World, seconds: number): Promise<number> {
  const { passwordHash } = world.members[0] ?? { passwordHash: '' }
  const from = performance.now()
  let checked = 0
  const worker = async () => {
    while (performance.now() - from < seconds * 1000) {
      if (!(await verify(passwordHash, password))) throw new Error('the right password was refused')
      checked++
    }
  }
  await Promise.all(Array.from({ length: HASHING_CONCURRENCY }, worker))
  return (checked * 1000) / (performance.now() - from)
}

/** Signing in by password: the hash is the price, the rest should be lost in it. */
export async function signingIn(world: World): Promise<Row> {
  // A hundred a second: the compiler has seen enough of them after a thousand.
  await logIn(world, CONNECTIONS.rate, WARM_SECONDS, [200])
  const compared = await compare(
    10,
    () => logIn(world, CONNECTIONS.rate, 3, [200]),
    () => checkRaw(world, 3),
  )
  return ratioRow({ what: 'Password login, against argon2 alone', goal: 0.85 }, compared)
}

/** What a waiting page feels of it when somebody hammers the login. */
export async function pollingInFlood(world: World): Promise<Row> {
  const goal = 2
  const seconds = 5
  const { id, cookie } = world.pending[0] ?? { id: '', cookie: '' }
  const poll = async () => {
    const url = `${world.product.url}/api/auth/verifications/${id}`
    const times = await pollAtRate({ url, headers: { ...visitorHeaders(), cookie }, perSecond: 100, seconds })
    return quantile(times, 0.99)
  }
  const pollInFlood = async () => {
    // A flood may be told to wait: that is what protects everybody else.
    const flood = logIn(world, CONNECTIONS.flood, seconds + 2, [200, 503])
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const slowest = await poll()
    await flood
    return slowest
  }
  await pollInFlood()
  const compared = await compare(9, pollInFlood, poll)
  const { ratio, ours, theirs } = compared
  return {
    what: 'p99 of status polling in a flood of 64 logins, against quiet',
    goal: `≤ ${goal}`,
    measured: ratio.toFixed(2),
    basis: `${ours.toFixed(1)} ms of ${theirs.toFixed(1)} ms; ${roundsOf(compared, 2)}`,
    met: ratio <= goal,
  }
}
