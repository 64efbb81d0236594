import { drive, visitorHeaders } from './load.ts'
import { cpuSecondsOf } from './memory.ts'
import type { Running } from './processes.ts'
import { registration } from './product.ts'
import { ratioRow } from './ratios.ts'
import type { Row } from './rows.ts'
import { compare, median } from './statistics.ts'
import { CONNECTIONS, type World } from './world.ts'

const ROUNDS = 12
const SECONDS = 2
const WARM_ROUNDS = 8
// Each address may start sixty times in ten minutes: more of them than a round can use up.
const ADDRESSES_PER_CONNECTION = 50

interface Side {
  url: string
  process: Running
}

/** Asking how far a registration is: the product's hottest read. */
export function polling(world: World): Promise<Row> {
  const measure = (side: Side) =>
    drive({
      url: side.url,
      connections: CONNECTIONS,
      seconds: SECONDS,
      requests: (connection) => {
        const { id, cookie } = world.pending[connection % world.pending.length] ?? { id: '', cookie: '' }
        return [{ path: `/api/auth/verifications/${id}`, headers: { ...visitorHeaders(), cookie } }]
      },
      expected: [200],
    })
  return withProcessorTime(world, measure, { what: 'Status polling, against one prepared select', goal: 0.6 })
}

/** Beginning a registration without a password, whose hashing has a row of its own. */
export function starting(world: World): Promise<Row> {
  const measure = (side: Side) =>
    drive({
      url: side.url,
      connections: CONNECTIONS,
      seconds: SECONDS,
      requests: () =>
        Array.from({ length: ADDRESSES_PER_CONNECTION }, () => ({
          method: 'POST' as const,
          path: '/api/auth/verifications',
          headers: { ...visitorHeaders(), 'content-type': 'application/json' },
          body: registration,
        })),
      expected: [201],
    })
  return withProcessorTime(world, measure, { what: 'Starting a registration, against one insert', goal: 0.5 })
}

/** The product against the baseline, and what a request costs the processor of each. */
async function withProcessorTime(
  world: World,
  measure: (side: Side) => Promise<number>,
  asked: { what: string; goal: number },
): Promise<Row> {
  const { product, baseline } = world
  // A shop runs for weeks; a program's first seconds measure the compiler. The product has more to
  // compile: its processor time a request still falls by a third between the fourth and the twelfth second.
  for (let round = 0; round < WARM_ROUNDS; round++) for (const side of [product, baseline]) await measure(side)

  const cpu = { ours: [] as number[], theirs: [] as number[] }
  const withCpu = async (side: Side, costs: number[]) => {
    const before = await cpuSecondsOf(side.process.pid)
    const perSecond = await measure(side)
    costs.push(((await cpuSecondsOf(side.process.pid)) - before) / (perSecond * SECONDS))
    return perSecond
  }
  const compared = await compare(
    ROUNDS,
    () => withCpu(product, cpu.ours),
    () => withCpu(baseline, cpu.theirs),
  )
  const micros = (costs: number[]) => `${Math.round(median(costs) * 1e6)}`
  return ratioRow(asked, compared, `processor ${micros(cpu.ours)} µs of ${micros(cpu.theirs)} µs a request`)
}
