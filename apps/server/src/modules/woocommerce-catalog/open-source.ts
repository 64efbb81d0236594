import { type Ctx, type Handler, inOrder } from '#platform'
import type { HintResource, WooClient } from '#woocommerce'
import type { PictureRegistrar, Reading, WooSource } from './model.ts'
import { readHinted } from './read-hinted.ts'

/** What the catalogue of a site is read with, in this process. */
export function openWooSource(
  client: WooClient,
  { reading, registerPictures }: { reading: Reading; registerPictures: PictureRegistrar },
): WooSource {
  const ordered = inOrder()
  return {
    client,
    reading,
    registerPictures,
    known: { hasVariationList: undefined, categories: new Set() },
    inTurn: (work) => ordered('catalogue', work),
  }
}

/** The reaction to what webhooks tell. */
export function followHints(ctx: Ctx, source: WooSource): Handler<{ resource: HintResource }> {
  return async ({ resource }, { signal }) => {
    if (resource === 'product') await readHinted(ctx, source, signal)
  }
}
