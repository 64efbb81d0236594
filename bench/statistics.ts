/** The value that a share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const [low, high] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN]
  return low + (high - low) * (at - Math.floor(at))
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export interface Comparison {
  /** Medians over the rounds. */
  ours: number
  theirs: number
  /** Ours divided by theirs, within each round, so that a disturbance of minutes touches both alike. */
  ratio: number
  /** Middle half of the rounds' ratios. */
  spread: [number, number]
}

/**
 * Measures two things in turns, A B, B A, A B …, and compares within each round: what else the
 * machine does changes slower than the turns, so a ratio holds where a rate would not.
 */
export async function compare(
  rounds: number,
  measureOurs: () => Promise<number>,
  measureTheirs: () => Promise<number>,
): Promise<Comparison> {
  const pairs: { ours: number; theirs: number }[] = []
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) {
      const ours = await measureOurs()
      pairs.push({ ours, theirs: await measureTheirs() })
    } else {
      const theirs = await measureTheirs()
      pairs.push({ ours: await measureOurs(), theirs })
    }
  }
  const ratios = pairs.map(({ ours, theirs }) => ours / theirs)
  return {
    ours: median(pairs.map(({ ours }) => ours)),
    theirs: median(pairs.map(({ theirs }) => theirs)),
    ratio: median(ratios),
    spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
  }
}
