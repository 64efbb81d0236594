type Path = readonly PropertyKey[]

/**
 * In which line of a JSON text the value at a path begins, or the nearest around it that is there.
 * The text is valid JSON.
 */
export function lineOfPath(text: string, path: Path): number {
  const scanner = { text, at: 0 }
  skipBlanks(scanner)
  let found = scanner.at
  for (const key of path) {
    if (!enter(scanner, key)) break
    found = scanner.at
  }
  return text.slice(0, found).split('\n').length
}

interface Scanner {
  text: string
  at: number
}

/** Moves to the value under a key of the object or array that begins here; false when it has none. */
function enter(scanner: Scanner, key: PropertyKey): boolean {
  const open = scanner.text[scanner.at]
  if (open !== '{' && open !== '[') return false
  scanner.at += 1
  for (let index = 0; ; index++) {
    skipBlanks(scanner)
    if (/[}\]]/.test(scanner.text[scanner.at] ?? '}')) return false
    const name = open === '[' ? index : readName(scanner)
    if (name === key) return true
    skipValue(scanner)
    skipBlanks(scanner)
    if (scanner.text[scanner.at] === ',') scanner.at += 1
  }
}

function readName(scanner: Scanner): string {
  const name: string = JSON.parse(nextToken(scanner))
  nextToken(scanner) // the colon
  skipBlanks(scanner)
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
