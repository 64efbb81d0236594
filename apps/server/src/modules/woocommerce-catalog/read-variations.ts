import { readEach, wooFaultOf } from '#woocommerce'
import type { SetAside, WooSource } from './model.ts'
import { variationFields, type WooProduct, WooVariation } from './read-product.ts'

const PAGE = 100

export interface ReadVariations {
  ofProduct: Map<number, WooVariation[]>
  /** Products of which a variation cannot be read: without it they would be sold as if it were gone. */
  setAside: SetAside[]
}

/**
 * Reads all variations of these products: in one list for all of them where the version has it (10.3, S3), else
 * product by product.
 */
export async function readVariations(
  source: WooSource,
  products: readonly WooProduct[],
  signal: AbortSignal | undefined,
): Promise<ReadVariations> {
  const variable = products.filter(({ type, variations }) => type === 'variable' && variations.length > 0)
  if (variable.length === 0) return { ofProduct: new Map(), setAside: [] }
  const together = source.known.hasVariationList === false ? undefined : await readTogether(source, variable, signal)
  const items = together ?? (await readApart(source, variable, signal))
  const { read, unreadable } = readEach(WooVariation, items)
  const byId = new Map(read.map((variation) => [variation.id, variation]))
  const bad = new Set(unreadable.map(({ externalId }) => externalId))
  return {
    ofProduct: new Map(variable.map(({ id, variations }) => [id, variations.flatMap((one) => byId.get(one) ?? [])])),
    setAside: variable
      .filter(({ variations }) => variations.some((one) => bad.has(String(one))))
      .map(({ id }) => ({ externalId: String(id), reason: 'a variation is not as it should be' })),
  }
}

/** Nothing where there is no such list, or one that does not understand what it is asked for. */
async function readTogether(
  { client, known }: WooSource,
  products: readonly WooProduct[],
  signal: AbortSignal | undefined,
): Promise<unknown[] | undefined> {
  const ids = products.flatMap(({ variations }) => variations)
  const wanted = new Set(ids)
  const chunks = Array.from({ length: Math.ceil(ids.length / PAGE) }, (_, nth) =>
    ids.slice(nth * PAGE, (nth + 1) * PAGE),
  )
  try {
    const pages = await Promise.all(
      chunks.map((chunk) =>
        client.list('/variations', {
          query: { include: chunk.join(','), per_page: PAGE, _fields: variationFields },
          signal,
        }),
      ),
    )
    const items = pages.flatMap(({ items }) => items)
    const isUnderstood = readEach(WooVariation, items).read.every(({ id }) => wanted.has(id))
    known.hasVariationList = isUnderstood
    return isUnderstood ? items : undefined
  } catch (error) {
    if (wooFaultOf(error)?.code !== 'rest_no_route') throw error
    known.hasVariationList = false
    return undefined
  }
}

async function readApart(
  { client }: WooSource,
  products: readonly WooProduct[],
  signal: AbortSignal | undefined,
): Promise<unknown[]> {
  const lists = await Promise.all(
    products.map(async ({ id, variations }) => {
      const pages = Array.from({ length: Math.ceil(variations.length / PAGE) }, (_, nth) => nth + 1)
      const read = pages.map((page) =>
        client.list(`/products/${id}/variations`, {
          query: { per_page: PAGE, page, orderby: 'id', order: 'asc', _fields: variationFields },
          signal,
        }),
      )
      return (await Promise.all(read)).flatMap(({ items }) => items)
    }),
  )
  return lists.flat()
}
