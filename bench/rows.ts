/** One line of the table. */
export interface Row {
  what: string
  goal: string
  measured: string
  /** What the number stands on: medians, and the middle half of the rounds. */
  basis: string
  met: boolean
}

export function printRows(rows: readonly Row[]): string {
  const lines = rows.map(({ what, goal, measured, basis, met }) => [
    what,
    goal,
    measured,
    basis,
    met ? 'met' : 'MISSED',
  ])
  return [
    '| What | Goal | Measured | Basis | |',
    '|---|---|---|---|---|',
    ...lines.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n')
}
