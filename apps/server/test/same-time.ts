import { expect } from 'vitest'
import type { PasswordHasher } from '#platform'

const SERIES = 3

/**
 * Expects calls of every kind to take the same time in the middle (S17): apart by less than half of a password's check,
 * the dearest thing that one kind could be spared, or by less than double. `measure` makes one series of them, the
 * kinds in turn, and gives the milliseconds of each call. What a kind is spared is there in every series, while a
 * machine that was busy with something else is not: a wider bound would let the first through to be rid of the second.
 */
export async function expectSameTime(
  hasher: Pick<PasswordHasher, 'verify'>,
  measure: () => Promise<Record<string, number[]>>,
): Promise<void> {
  const apart: string[] = []
  while (apart.length < SERIES) {
    const medians = Object.entries(await measure()).map(([kind, takenMs]) => ({ kind, ms: medianOf(takenMs) }))
    const [less, more] = [Math.min(...medians.map(({ ms }) => ms)), Math.max(...medians.map(({ ms }) => ms))]
    const checkMs = await timeOfCheck(hasher)
    if (more / less < 2 || more - less < checkMs / 2) return
    const told = medians.map(({ kind, ms }) => `${kind} ${ms.toFixed(1)} ms`)
    apart.push(`${told.join(', ')}, a check ${checkMs.toFixed(1)} ms`)
  }
  expect.fail(`told by the time it takes, in each of ${SERIES} series: ${apart.join('; ')}`)
}

// Now and here: between two machines it differs threefold.
async function timeOfCheck(hasher: Pick<PasswordHasher, 'verify'>): Promise<number> {
  const takenMs: number[] = []
  for (let n = 0; n < 5; n++) {
    const from = performance.now()
    await hasher.verify(undefined, 'SecurePass124!')
    takenMs.push(performance.now() - from)
  }
  // The least: a machine busy at this moment would widen the bound, and pass what was measured before.
  return Math.min(...takenMs)
}

function medianOf(takenMs: number[]): number {
  const median = takenMs.toSorted((a, b) => a - b)[takenMs.length >> 1]
  if (median === undefined) throw new Error('nothing was measured')
  return median
}
