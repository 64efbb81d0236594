const STRING = /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[\da-f]{4}))*"/iuy
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

interface Scanner {
  text: string
  at: number
}

/** In which line a text that is not JSON stops being some. The runtime's own message often does not say. */
export function lineOfBreak(text: string): number {
  const scanner = { text, at: 0 }
  readValue(scanner)
  take(scanner, /(?:)/y)
  return text.slice(0, scanner.at).split('\n').length
}

/** Moves past a value; false, standing where it breaks, when it is none. */
function readValue(scanner: Scanner): boolean {
  if (take(scanner, /\{/y)) return readItems(scanner, { isNamed: true, close: /\}/y })
  if (take(scanner, /\[/y)) return readItems(scanner, { isNamed: false, close: /\]/y })
  return take(scanner, STRING) || take(scanner, SCALAR)
}

function readItems(scanner: Scanner, { isNamed, close }: { isNamed: boolean; close: RegExp }): boolean {
  if (take(scanner, close)) return true
  do {
    if (isNamed && !(take(scanner, STRING) && take(scanner, /:/y))) return false
    if (!readValue(scanner)) return false
    if (take(scanner, close)) return true
  } while (take(scanner, /,/y))
  return false
}

/** Moves past the blanks, and past what is to follow if it does. */
function take(scanner: Scanner, what: RegExp): boolean {
  while (/\s/.test(scanner.text[scanner.at] ?? '')) scanner.at += 1
  what.lastIndex = scanner.at
  const [found] = what.exec(scanner.text) ?? []
  scanner.at += found?.length ?? 0
  return found !== undefined
}
