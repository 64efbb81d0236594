import { z } from 'zod'
import { type CategoryNews, storeCategories } from '#catalog'
import type { Ctx } from '#platform'
import { readEach, WooFault, walkList } from '#woocommerce'
import type { WooSource } from './model.ts'

const WooCategory = z.object({
  id: z.int().positive(),
  name: z.string(),
  slug: z.string().catch(''),
  parent: z.int().catch(0),
  menu_order: z.int().catch(0),
})

/**
 * Makes the categories what they are there, all of them: their API does not tell which have changed. All or
 * none, for one that is missing from what is stored is taken away.
 */
export async function refreshCategories(ctx: Ctx, source: WooSource, signal?: AbortSignal): Promise<void> {
  const items: unknown[] = []
  await walkList(source.client, { path: '/products/categories', query: {}, signal }, async (slice) => {
    if (slice.failed.length > 0) throw new WooFault({ kind: 'broken' })
    items.push(...slice.items)
  })
  const { read } = readEach(WooCategory, items)
  const rows = read
    .sort((a, b) => a.menu_order - b.menu_order || (a.name < b.name ? -1 : 1))
    .map(
      ({ id, name, slug, parent }): CategoryNews => ({
        externalId: String(id),
        slug,
        name: { [source.reading.locale]: name },
        parentExternalId: parent > 0 ? String(parent) : null,
      }),
    )
  await source.inTurn(() => storeCategories(ctx, 'woocommerce', rows))
  source.known.categories = new Set(items.flatMap((item) => idOf(item) ?? []))
}

const Identified = z.object({ id: z.int() })

function idOf(item: unknown): string | undefined {
  const { data } = Identified.safeParse(item)
  return data && String(data.id)
}
