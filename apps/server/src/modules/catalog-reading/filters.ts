import { locales, type WantedAttribute } from '@vitrina/contract'
import { type SQL, sql } from 'drizzle-orm'
import { type CategoryId, shown } from '#catalog'
import type { Filters } from './model.ts'
import { declinedFrom, stemOf, type Wanted } from './search-words.ts'

/** Filters as the tables know them: a category is its ids and those below it. */
export interface Narrowing extends Omit<Filters, 'category' | 'q'> {
  categoryIds?: readonly CategoryId[] | undefined
  wanted: readonly Wanted[]
}

/** What holds for a row of `product`. */
export function conditionOf(narrowing: Narrowing): SQL {
  const { categoryIds, minPrice, maxPrice, inStock, onSale, attributes = [], wanted } = narrowing
  const conditions = [
    categoryIds && isIn(categoryIds),
    minPrice !== undefined && sql`product.price_minor >= ${minPrice}`,
    maxPrice !== undefined && sql`product.price_minor <= ${maxPrice}`,
    inStock && sql`product.in_stock`,
    onSale && sql`product.regular_price_minor is not null`,
    ...attributes.map(hasAttribute),
    ...wanted.map(matches),
  ].filter((condition) => condition !== undefined && condition !== false)
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`
}

function isIn(categoryIds: readonly CategoryId[]): SQL {
  return sql`product.id in (
    select link.product_id from ${shown.productCategories} link
    where link.category_id = any(${sql.param([...categoryIds])}::int[]))`
}

/** In whichever language the visitor saw it; each is named, for a path with «any» in it finds nothing in an index. */
function hasAttribute({ name, values }: WantedAttribute): SQL {
  const isOneOf = (place: string, texts: readonly string[]) =>
    locales.flatMap((locale) => texts.map((text) => `${place}.${locale} == ${JSON.stringify(text)}`)).join(' || ')
  const path = `$[*] ? ((${isOneOf('@.name', [name])}) && (${isOneOf('@.values[*]', values)}))`
  return sql`product.attributes @? ${path}::jsonpath`
}

const text = sql`product.search_text`
// A word of the name is worth more than one of the rest.
const name = sql`split_part(product.search_text, E'\\n', 1)`

export function matches({ words, synonyms, isWhole }: Wanted): SQL {
  const own = words.map((word) => (isWhole ? sql`${text} like ${`% ${word} %`}` : matchesWord(word)))
  const alternatives = [own, ...synonyms.map((phrase) => phrase.map(matchesWord))].map((all) =>
    sql.join(all, sql` and `),
  )
  return sql`((${sql.join(alternatives, sql`) or (`)}))`
}

// From here on a part of a word is no accident: «микророзы».
const INNER_LETTERS = 4

function matchesWord(word: string): SQL {
  const asTyped = sql`${text} like ${word.length < INNER_LETTERS ? `% ${word}%` : `%${word}%`}`
  const stem = stemOf(word)
  // Of the column itself the index would look up every trigram of every ending.
  const declined = sql`${text} like ${`% ${stem}%`} and ${text} || '' ~ ${declinedFrom(stem)}`
  return stem === word ? asTyped : sql`(${asTyped} or ${declined})`
}

/** How well a matching row of `product` fits, as a whole number; among equals what is bought more is first. */
export function fitOf(wanted: readonly Wanted[]): SQL {
  const points = wanted.map(({ words, synonyms }) => {
    const fits = [
      ...words.map(fitOfWord),
      ...synonyms.map((phrase) => sql`case when ${name} like ${`% ${phrase[0]}%`} then 3 else 0 end`),
    ]
    return sql`greatest(${sql.join(fits, sql`, `)})`
  })
  const sum = points.length > 0 ? sql.join(points, sql` + `) : sql`0`
  return sql`((${sum})::bigint * 1000000 + least(product.popularity, 999999))`
}

function fitOfWord(word: string): SQL {
  return sql`case
    when ${name} like ${`% ${word} %`} then 8 when ${name} like ${`% ${word}%`} then 6
    when ${name} like ${`% ${stemOf(word)}%`} then 5 when ${text} like ${`% ${word} %`} then 2 else 1 end`
}
