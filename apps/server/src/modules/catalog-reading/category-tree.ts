import type { CategoryId } from '#catalog'
import type { CategoryRow } from './model.ts'

/** A category and all below it; none when there is no such. */
export function categoryIdsIn(categories: readonly CategoryRow[], slug: string): CategoryId[] {
  const children = Map.groupBy(categories, ({ parentId }) => parentId)
  const below = (id: CategoryId): CategoryId[] => [id, ...(children.get(id) ?? []).flatMap((child) => below(child.id))]
  return categories.filter((category) => category.slug === slug).flatMap(({ id }) => below(id))
}

/** How many products are in each category and below it, each once, from how many are in just these sets of them. */
export function addUp(
  sets: readonly { ids: readonly CategoryId[]; count: number }[],
  categories: readonly CategoryRow[],
): { id: CategoryId; count: number }[] {
  const parents = new Map(categories.map(({ id, parentId }) => [id, parentId]))
  const upwards = (id: CategoryId): CategoryId[] => {
    const parent = parents.get(id)
    return parent ? [id, ...upwards(parent)] : [id]
  }
  const counts = new Map<CategoryId, number>()
  for (const { ids, count } of sets)
    for (const id of new Set(ids.flatMap(upwards))) counts.set(id, (counts.get(id) ?? 0) + count)
  return [...counts].map(([id, count]) => ({ id, count }))
}
