import { isUtf8 } from 'node:buffer'
import type { Fault } from './model.ts'

// What spreadsheets save when nobody tells them otherwise: read as text, it would be a catalogue of question marks.
const OTHERS: readonly (readonly [start: string, message: string])[] = [
  ['504b0304', 'this is a workbook of a spreadsheet: save it as CSV'],
  ['fffe', 'this is UTF-16'],
  ['feff', 'this is UTF-16'],
]
const ADVICE = 'save the file again in UTF-8 (in a spreadsheet: «CSV UTF-8»)'

/** The text of a file, or what else it is. */
export function decodeText(bytes: Uint8Array): { text: string } | { fault: Fault } {
  const start = Buffer.from(bytes.subarray(0, 4)).toString('hex')
  const [, message] = OTHERS.find(([known]) => start.startsWith(known)) ?? []
  if (message) return { fault: { line: 0, message: `${message}; ${ADVICE}` } }
  if (isUtf8(bytes)) return { text: new TextDecoder().decode(bytes) }
  return { fault: { line: lineOfOther(bytes), message: `this is not UTF-8; ${ADVICE}` } }
}

function lineOfOther(bytes: Uint8Array): number {
  for (let [line, from] = [1, 0]; ; line++) {
    const end = bytes.indexOf(10, from)
    if (end === -1 || !isUtf8(bytes.subarray(from, end))) return line
    from = end + 1
  }
}
