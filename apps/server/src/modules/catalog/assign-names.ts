import { hash } from 'node:crypto'
import { slugOf } from '#platform'
import type { LocalText, Source } from './model.ts'

/** Somebody who needs a name that nobody else has: the first of `candidates` that is free. */
interface Wish {
  key: string
  candidates: readonly string[]
}

/**
 * Gives out names so that no two have the same, in a way that depends on who wishes what and not on
 * the order of asking: first to those who have the name already, then by key. `holders` are the
 * names that are taken and by whom. Who finds none free gets the last candidate.
 */
export function assignNames(
  wishes: readonly Wish[],
  holders: ReadonlyMap<string, string>,
): { name: string; key: string }[] {
  const taken = new Map(holders)
  const holdsFirst = ({ key, candidates: [first = ''] }: Wish) => Number(holders.get(first) === key)
  const inTurn = wishes.toSorted((a, b) => holdsFirst(b) - holdsFirst(a) || (a.key < b.key ? -1 : 1))
  return inTurn.map(({ key, candidates }) => {
    const name = candidates.find((candidate) => (taken.get(candidate) ?? key) === key) ?? candidates.at(-1) ?? key
    taken.set(name, key)
    return { name, key }
  })
}

interface Named {
  externalId: string
  slug?: string | undefined
  name: LocalText
}

/** How something may be named in an address, best first: as the source has it, that with its id, that and what nobody else has. */
export function slugCandidates({ externalId, slug, name }: Named, source: Source): string[] {
  const wish = slugOf(slug ?? '') || slugOf(name.en || name.uz || name.ru || '') || `${source}-${slugOf(externalId)}`
  return [wish, `${wish}-${slugOf(externalId)}`, `${wish}-${mark(source, externalId)}`]
}

const SKU_PREFIX: Record<Source, string> = { woocommerce: 'woo', file: 'file' }

/** By what an offer may be bought, best first: the source's sku, else one that is made of its id there. */
export function skuCandidates(sku: string | null, externalId: string, source: Source): string[] {
  const made = `${SKU_PREFIX[source]}-${externalId}`
  const own = sku
    ?.toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return [...(own ? [own] : []), made, `${made}-${mark(source, externalId)}`]
}

function mark(source: Source, externalId: string): string {
  return hash('sha256', `${source}:${externalId}`).slice(0, 10)
}
