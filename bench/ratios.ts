import type { Row } from './rows.ts'
import { type Comparison, compare } from './statistics.ts'

const ROUNDS = 8
const WARM_ROUNDS = 8

type Measure = () => Promise<number>

interface Against {
  what: string
  /** Of theirs. */
  goal?: number
}

/** Ours against theirs, both warm. */
export async function against({ what, goal = 0.5 }: Against, ours: Measure, theirs: Measure): Promise<Row> {
  for (let round = 0; round < WARM_ROUNDS; round++) for (const measure of [ours, theirs]) await measure()
  return ratioRow({ what, goal }, await compare(ROUNDS, ours, theirs))
}

/** The line of a rate that should be at least so much of another; `cost` is what else was seen of both. */
export function ratioRow({ what, goal }: { what: string; goal: number }, compared: Comparison, cost?: string): Row {
  const { ratio, ours, theirs } = compared
  return {
    what,
    goal: `≥ ${goal}`,
    measured: ratio.toFixed(2),
    basis: [`${Math.round(ours)}/s of ${Math.round(theirs)}/s`, roundsOf(compared, 2), cost].filter(Boolean).join('; '),
    met: ratio >= goal,
  }
}

/** The middle half of the rounds. */
export function roundsOf({ spread: [low, high] }: Comparison, digits: number): string {
  return `rounds ${low.toFixed(digits)} to ${high.toFixed(digits)}`
}
