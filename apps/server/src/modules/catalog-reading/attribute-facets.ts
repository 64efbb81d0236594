import type { Facets, WantedAttribute } from '@vitrina/contract'
import { sql } from 'drizzle-orm'
import { shown } from '#catalog'
import type { Words } from './describe.ts'
import type { CountedValue } from './model.ts'

// Those of more products than these would be read for longer than anybody waits, and tell little.
const MOST_COUNTED = 1_000

/** How many rows of `matching` have each value of each attribute, as JSON; of too many rows none. */
export const countedAttributes = sql`(
  select coalesce(jsonb_agg(counted), '[]') from (
    select attribute->'name' as name, value, count(distinct product.id)::int as count
    from matching join ${shown.products} product on product.id = matching.id,
      jsonb_array_elements(product.attributes) as attributes (attribute),
      jsonb_array_elements(attribute->'values') as choices (value)
    where (select count(*) from matching) <= ${MOST_COUNTED} group by 1, 2) counted)`

const MOST_ATTRIBUTES = 6
const MOST_VALUES = 12

type Attribute = Facets['attributes'][number]

/** The attributes that tell products apart, and those that are asked for. */
export function describeAttributes(
  counted: readonly CountedValue[],
  wanted: readonly WantedAttribute[],
  words: Words,
): Attribute[] {
  const named = Map.groupBy(counted, ({ name }) => words.text(name))
  const isWanted = (name: string, value?: string) =>
    wanted.some((one) => one.name === name && (value === undefined || one.values.includes(value)))
  return [...named]
    .map(([name, rows]) => ({ name, values: mostCommon(rows, { words, isWanted: (value) => isWanted(name, value) }) }))
    .filter(({ name, values }) => values.length > 1 || isWanted(name))
    .sort((a, b) => Number(isWanted(b.name)) - Number(isWanted(a.name)) || weightOf(b) - weightOf(a))
    .slice(0, MOST_ATTRIBUTES)
}

const weightOf = ({ values }: Attribute) => values.reduce((sum, { count }) => sum + count, 0)

/** The commonest values with those that are asked for, in the order of people: 9 before 16, S as it is written. */
function mostCommon(
  rows: readonly CountedValue[],
  { words, isWanted }: { words: Words; isWanted: (value: string) => boolean },
): Attribute['values'] {
  const counts = new Map<string, number>()
  for (const { value, count } of rows) {
    const text = words.text(value)
    if (text) counts.set(text, (counts.get(text) ?? 0) + count)
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => Number(isWanted(b.value)) - Number(isWanted(a.value)) || b.count - a.count)
    .slice(0, MOST_VALUES)
    .sort((a, b) => a.value.localeCompare(b.value, undefined, { numeric: true }))
}
