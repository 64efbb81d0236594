import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

// The tables of ARCHITECTURE.md name files and tests. A name that leads nowhere is a promise that nobody keeps.
const root = resolve(import.meta.dirname, '../../..')
const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')

const sources = filesOf('{apps/server,packages/contract}/src/**/*.ts')
const tests = new Map(
  filesOf('{apps,packages}/*/{src,test}/**/*.test.ts').map((file) => [file, readFileSync(join(root, file), 'utf8')]),
)

/** Everything that must have a test which names it. */
const requirements = [
  ...numbered('A', 10),
  ...numbered('B', 8),
  ...numbered('C', 9),
  ...numbered('D', 8),
  ...['E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E9', 'E10'],
  ...numbered('X', 8),
  ...['Y1', 'Y2', 'Y3', 'Y6', 'Y7'],
]
const attacks = [...numbered('S', 23), 'S25']

describe('the table of threats', () => {
  const rows = rowsOf('## Threats')

  test('has every attack of its list', () => {
    expect(rows.flatMap(({ name }) => name.match(/S\d+/g) ?? [])).toEqual(attacks)
  })

  test.each(rows.filter(({ name }) => /^S\d/.test(name)))(
    '$name is in the names of the tests it is proven by',
    (row) => {
      const ids = row.name.split(', ')
      const silent = row.tests.filter((file) => !ids.some((id) => names(tests.get(file) ?? '', id)))
      expect(silent).toEqual([])
    },
  )
})

describe.each(['## Threats', '## OWASP ASVS 5.0'])('%s', (heading) => {
  test.each(rowsOf(heading))('«$name» is met and proven by files that are there', ({ missing, tests }) => {
    expect(missing).toEqual([])
    expect(tests.length).toBeGreaterThan(0)
  })
})

test.each([...requirements, ...attacks])('%s is named by a test', (id) => {
  expect([...tests.values()].some((text) => names(text, id))).toBe(true)
})

interface Row {
  name: string
  /** Test files of the last column. */
  tests: string[]
  /** What is named and not there. */
  missing: string[]
}

function rowsOf(heading: string): Row[] {
  const [, section = ''] = page.split(`${heading}\n`)
  const [table = ''] = section.split('\n## ')
  const lines = table.split('\n').filter((line) => line.startsWith('| ') && !/^\| (#|Requirement) /.test(line))
  return lines.map((line) => {
    const cells = line.split('|').slice(1, -1)
    const named = namesIn(cells.at(-1)).map((name) => ({ name, file: findTest(name) }))
    const unmet = namesIn(cells.at(-2)).filter((name) => /\.ts$/.test(name) && !findSource(name))
    return {
      name: cells[0]?.trim() ?? '',
      tests: named.flatMap(({ file }) => (file && tests.has(file) ? [file] : [])),
      missing: [...unmet, ...named.filter(({ file }) => !file).map(({ name }) => name)],
    }
  })
}

const namesIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)

/** `x.test` stands beside its source, `x/` is a folder, and `x` is under the tests of the server. */
function findTest(name: string): string | undefined {
  if (name.endsWith('/')) return existsSync(join(root, name)) ? name : undefined
  const beside = name.endsWith('.test') ? findSource(`${name}.ts`) : undefined
  const file = beside ?? `apps/server/test/${name}.test.ts`
  return tests.has(file) ? file : undefined
}

function findSource(name: string): string | undefined {
  const path = name.replace(/^contract\//, 'contract/src/')
  return sources.find((file) => file.endsWith(`/${path}`))
}

/** Whether a test of this text has the number in the brackets that end its name, as `(A4, S17)`. */
function names(text: string, id: string): boolean {
  return new RegExp(`\\((?:[A-Z]+\\d+, )*${id}(?:, [A-Z]+\\d+)*\\)`).test(text)
}

function numbered(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, nth) => `${letter}${nth + 1}`)
}

function filesOf(pattern: string): string[] {
  return globSync(pattern, { cwd: root, exclude: (name) => name === 'node_modules' })
}
