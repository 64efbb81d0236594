import type { TermRecord } from './catalogue-records.ts'
import { nextId, type Shop } from './shop.ts'
import { freeSlug, sanitizeTermName, slugOf, typedSlug } from './text.ts'

export type Taxonomy = 'categories' | 'tags' | 'shippingClasses' | 'postCategories'

export function addTerm(shop: Shop, taxonomy: Taxonomy, term: { name: string } & Partial<TermRecord>): TermRecord {
  const terms = shop.state[taxonomy]
  const name = sanitizeTermName(term.name)
  const slug = freeSlug(term.slug ? typedSlug(term.slug) : slugOf(name), (wanted) =>
    terms.values().some((known) => known.slug === wanted),
  )
  const record: TermRecord = {
    parent: 0,
    description: '',
    display: 'default',
    image: 0,
    menu_order: 0,
    ...term,
    id: nextId(shop, 'term'),
    name,
    slug,
  }
  terms.set(record.id, record)
  return record
}

/** Every installation has these two. */
export function noCategories(shop: Shop): void {
  addTerm(shop, 'categories', { name: 'Uncategorized' })
  addTerm(shop, 'postCategories', { name: 'Uncategorized' })
}

/** A category and all below it. */
export function withDescendants(terms: ReadonlyMap<number, TermRecord>, id: number): Set<number> {
  const found = new Set([id])
  // A term's parent may be younger than itself, so once through is not enough.
  for (let before = 0; before !== found.size; ) {
    before = found.size
    for (const term of terms.values()) if (found.has(term.parent)) found.add(term.id)
  }
  return found
}
