// Apart from the schemas: the site asks for it, and must not load what checks them.

export const productSorts = ['popular', 'new', 'price', '-price', 'name'] as const

/** A product's attribute with the values of it that will do. */
export interface WantedAttribute {
  name: string
  values: string[]
}

/**
 * In an address: `name:value;name:value`, each part of them percent-encoded, for both may be any text. Of one
 * name any of the values will do.
 */
export function writeAttributes(wanted: readonly WantedAttribute[]): string {
  const pairs = wanted.flatMap(({ name, values }) => values.map((value) => [name, value]))
  return pairs.map((pair) => pair.map(encodeURIComponent).join(':')).join(';')
}

/** What `writeAttributes` wrote; nothing where that is not what it is. */
export function readAttributes(text: string): WantedAttribute[] | undefined {
  const wanted = new Map<string, string[]>()
  for (const pair of text.split(';')) {
    const [name, value, ...rest] = pair.split(':').map(decodePart)
    if (!name || !value || rest.length > 0) return undefined
    wanted.set(name, [...(wanted.get(name) ?? []), value])
  }
  return [...wanted].map(([name, values]) => ({ name, values }))
}

function decodePart(part: string): string {
  try {
    // A zero is in no text that a database keeps.
    return decodeURIComponent(part).replaceAll('\0', '')
  } catch {
    return ''
  }
}
