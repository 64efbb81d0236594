type Path = readonly PropertyKey[]

interface Wanted {
  path: Path
  line: number
}

interface Scanner {
  text: string
  at: number
  /** Of the place up to which lines have been counted. */
  line: number
  counted: number
}

/**
 * In which lines of a JSON text the values at these paths begin, or the nearest around them that are
 * there. The text is valid JSON, and is walked through once: a large file may be wrong all over.
 */
export function linesOfPaths(text: string, paths: readonly Path[]): number[] {
  const wanted = paths.map((path): Wanted => ({ path, line: 1 }))
  visit({ text, at: 0, line: 1, counted: 0 }, wanted, 0)
  return wanted.map(({ line }) => line)
}

/** Moves past the value that begins here, noting the lines of what is wanted of it. */
function visit(scanner: Scanner, wanted: readonly Wanted[], depth: number): void {
  skipBlanks(scanner)
  const line = countLines(scanner)
  for (const each of wanted) each.line = line
  const below = Map.groupBy(wanted, ({ path }) => path[depth])
  below.delete(undefined)
  const open = scanner.text[scanner.at]
  if (below.size === 0 || (open !== '{' && open !== '[')) {
    skipValue(scanner)
    return
  }
  scanner.at += 1
  for (let index = 0; !isClosed(scanner); index++) {
    const inside = below.get(open === '[' ? index : readName(scanner))
    if (inside) visit(scanner, inside, depth + 1)
    else skipValue(scanner)
  }
}

/** Whether there is nothing more in what was opened; else stands where the next of it begins. */
function isClosed(scanner: Scanner): boolean {
  skipBlanks(scanner)
  if (scanner.text[scanner.at] === ',') scanner.at += 1
  skipBlanks(scanner)
  const isEnd = /[}\]]/.test(scanner.text[scanner.at] ?? '}')
  if (isEnd) scanner.at += 1
  return isEnd
}

function countLines(scanner: Scanner): number {
  for (;;) {
    const next = scanner.text.indexOf('\n', scanner.counted)
    if (next === -1 || next >= scanner.at) return scanner.line
    scanner.counted = next + 1
    scanner.line += 1
  }
}

function readName(scanner: Scanner): string {
  const name: string = JSON.parse(nextToken(scanner))
  nextToken(scanner) // the colon
  return name
}

function skipValue(scanner: Scanner): void {
  let depth = 0
  do {
    const token = nextToken(scanner)
    if (token === '{' || token === '[') depth += 1
    if (token === '}' || token === ']') depth -= 1
  } while (depth > 0)
}

function nextToken(scanner: Scanner): string {
  const token = /\s*("(?:[^"\\]|\\.)*"|[^\s,:{}[\]"]+|.)/sy
  token.lastIndex = scanner.at
  const [all = '', significant = '}'] = token.exec(scanner.text) ?? []
  scanner.at += all.length
  return significant
}

function skipBlanks(scanner: Scanner): void {
  while (/\s/.test(scanner.text[scanner.at] ?? '')) scanner.at += 1
}
