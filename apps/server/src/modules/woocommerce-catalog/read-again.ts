import { retireProducts } from '#catalog'
import type { Ctx } from '#platform'
import { isOnlyThis, mayBeOneOfThem, readEach, wooFaultOf } from '#woocommerce'
import type { WooSource } from './model.ts'
import { productFields, WooProduct } from './read-product.ts'
import { setAside, takeProducts } from './take-products.ts'

const CHUNK = 50

/**
 * Reads products again by their ids: what is there is taken over, what is in the trash or gone goes from the shop.
 * Gone is only what WooCommerce itself, asked for that very product, says it does not have.
 */
export async function readAgain(
  ctx: Ctx,
  source: WooSource,
  externalIds: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const ids = [...new Set(externalIds)]
  for (let from = 0; from < ids.length; from += CHUNK) {
    await readChunk(ctx, source, ids.slice(from, from + CHUNK), signal)
  }
}

async function readChunk(ctx: Ctx, source: WooSource, ids: readonly string[], signal?: AbortSignal): Promise<void> {
  try {
    const query = { include: ids.join(','), per_page: CHUNK, status: 'any', _fields: productFields }
    const { items } = await source.client.list('/products', { query, signal, urgency: 'now' })
    await takeProducts(ctx, source, items, signal)
    const listed = new Set(items.map((item) => String((item as { id?: unknown } | null)?.id)))
    const rest = ids.filter((id) => !listed.has(id))
    await Promise.all(rest.map((id) => readOne(ctx, source, id, signal)))
  } catch (error) {
    if (!mayBeOneOfThem(error) || signal?.aborted) throw error
    const [only, ...more] = ids
    if (only !== undefined && more.length === 0) {
      if (!(await isOnlyThis(source.client, error))) throw error
      await setAside(ctx, [{ externalId: only, reason: 'WooCommerce fails to show it' }])
      return
    }
    const half = Math.ceil(ids.length / 2)
    await readChunk(ctx, source, ids.slice(0, half), signal)
    await readChunk(ctx, source, ids.slice(half), signal)
  }
}

/** What no list has: it is gone or in the trash, or it is a variation, which stands for its product. */
async function readOne(ctx: Ctx, source: WooSource, id: string, signal?: AbortSignal): Promise<void> {
  const item = await source.client
    .read(`/products/${id}`, { query: { _fields: productFields }, signal, urgency: 'now' })
    .catch((error) => {
      const { status, code } = wooFaultOf(error) ?? {}
      if (status === 404 && code === 'woocommerce_rest_product_invalid_id') return undefined
      throw error
    })
  const [product] = item === undefined ? [] : readEach(WooProduct, [item]).read
  if (product?.type === 'variation' && product.parent_id > 0) {
    await readAgain(ctx, source, [String(product.parent_id)], signal)
  } else if (item === undefined || product?.status === 'trash') {
    await source.inTurn(() => retireProducts(ctx, 'woocommerce', { gone: [id] }))
  } else await takeProducts(ctx, source, [item], signal)
}
