import { codeMatches, type Pepper, sealCode } from '#platform'
import { cursorUnknown } from './errors.ts'

/** After which product a list goes on: by what the list is in order of, and by its id among its equals. */
export interface Place {
  key: string
  id: number
}

/** Gives a place to take along; it fits the list that is named, and no other. */
export function writeCursor(pepper: Pepper, list: string, { key, id }: Place): string {
  const place = JSON.stringify([key, id])
  return `${Buffer.from(place).toString('base64url')}.${sealCode(pepper, `cursor ${list}`, place)}`
}

/** Refuses with `catalog_reading.cursor_unknown` what was not written by us, for this list. */
export function readCursor(pepper: Pepper, list: string, cursor: string): Place {
  const [coded = '', ...seal] = cursor.split('.')
  const place = Buffer.from(coded, 'base64url').toString()
  if (!codeMatches(pepper, `cursor ${list}`, place, seal.join('.'))) throw cursorUnknown()
  const [key, id] = JSON.parse(place)
  return { key, id }
}
