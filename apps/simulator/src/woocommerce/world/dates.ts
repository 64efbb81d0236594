import type { Shop } from './shop.ts'

/** Site-local or in UTC, in either case without a word about the zone. */
const written = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19)

const offsetSeconds = ({ settings }: Shop): number => settings.gmtOffsetHours * 3600

/** `name` site-local and `name_gmt` in UTC. */
export function datePair<Name extends string>(shop: Shop, name: Name, seconds: number | null) {
  return {
    [name]: seconds === null ? null : written(seconds + offsetSeconds(shop)),
    [`${name}_gmt`]: seconds === null ? null : written(seconds),
  } as Record<Name | `${Name}_gmt`, string | null>
}

/** Both in local time, the offset applied to the first of them once more: that is what is done to pictures. */
export function pictureDates(shop: Shop, name: 'date_created' | 'date_modified', seconds: number) {
  return {
    [name]: written(seconds + 2 * offsetSeconds(shop)),
    [`${name}_gmt`]: written(seconds),
  }
}

const wallClock = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/iu

/** Whether the REST API takes it for a date at all. */
export const isDateTime = (text: string): boolean => wallClock.test(text) && !Number.isNaN(Date.parse(text))

/**
 * The second that a filter like `modified_after` means. Without a zone the text is the clock on the wall, of the site or,
 * with `dates_are_gmt`, of Greenwich. With a zone WordPress first turns it into the clock on the site's wall, and then
 * reads that as Greenwich's all the same when `dates_are_gmt` is given: wrong by the whole offset.
 */
export function filterSecond(shop: Shop, text: string, datesAreGmt: boolean): number {
  const zone = wallClock.exec(text)?.[1]
  const at = Math.floor(Date.parse(zone === undefined ? `${text.replace(' ', 'T')}Z` : text.replace(' ', 'T')) / 1000)
  const onTheWall = zone === undefined ? at : at + offsetSeconds(shop)
  return datesAreGmt ? onTheWall : onTheWall - offsetSeconds(shop)
}

/** A date in a body: site-local unless it has a zone. */
export function readDate(shop: Shop, text: string, gmt = false): number | null {
  const zone = wallClock.exec(text)?.[1]
  const day = /^\d{4}-\d{2}-\d{2}$/u.test(text)
  const parsed = Date.parse(zone === undefined ? `${day ? `${text}T00:00:00` : text.replace(' ', 'T')}Z` : text)
  if (Number.isNaN(parsed)) return null
  const seconds = Math.floor(parsed / 1000)
  return zone === undefined && !gmt ? seconds - offsetSeconds(shop) : seconds
}
