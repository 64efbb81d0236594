import { filterSecond } from '../world/dates.ts'
import type { Call } from './call.ts'
import { isTrue, type Rule } from './schema.ts'

const date: Rule = { type: 'string', format: 'date-time' }

export const dateRules: Record<string, Rule> = {
  after: date,
  before: date,
  modified_after: date,
  modified_before: date,
  dates_are_gmt: { type: 'boolean' },
}

/** Whether a record lies within `after`, `modified_before` and so on; what is exactly at the edge does not. */
export function dateFilter({ shop, query }: Call): (record: { created: number; modified: number }) => boolean {
  const gmt = isTrue(query.dates_are_gmt)
  const edge = (name: string) =>
    query[name] === undefined || query[name] === '' ? undefined : filterSecond(shop, String(query[name]), gmt)
  const [after, before] = [edge('after'), edge('before')]
  const [modifiedAfter, modifiedBefore] = [edge('modified_after'), edge('modified_before')]
  return ({ created, modified }) =>
    (after === undefined || created > after) &&
    (before === undefined || created < before) &&
    (modifiedAfter === undefined || modified > modifiedAfter) &&
    (modifiedBefore === undefined || modified < modifiedBefore)
}
