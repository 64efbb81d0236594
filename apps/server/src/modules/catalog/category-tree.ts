interface Node {
  externalId: string
  parentExternalId: string | null
}

/** The same, in the same order, as a tree: a parent that is unknown, or below its own child, is none. */
export function asTree<Category extends Node>(nodes: readonly Category[]): Category[] {
  const parents = new Map(nodes.map(({ externalId, parentExternalId }) => [externalId, parentExternalId]))
  return nodes.map((node) => {
    const { externalId, parentExternalId } = node
    const isTop = parentExternalId === null || !parents.has(parentExternalId) || isBelowItself(externalId, parents)
    return isTop ? { ...node, parentExternalId: null } : node
  })
}

function isBelowItself(externalId: string, parents: ReadonlyMap<string, string | null>): boolean {
  const passed = new Set<string>()
  for (let above = parents.get(externalId); above; above = parents.get(above)) {
    if (above === externalId) return true
    // A circle further up, which this one hangs on: broken there.
    if (passed.has(above)) return false
    passed.add(above)
  }
  return false
}
