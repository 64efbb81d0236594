import type { Locale, Product } from '@vitrina/contract'
import type { Ctx } from '#platform'
import { describeProduct, wordsIn } from './describe.ts'
import { productUnknown } from './errors.ts'
import type { Counting } from './model.ts'
import { findProduct, listRelated } from './store.ts'

const RELATED = 8

/** The page of a product. Refuses with `catalog_reading.product_unknown` what is not shown. */
export async function showProduct(
  ctx: Ctx,
  { slug, locale }: { slug: string; locale: Locale },
  counting: Counting,
): Promise<Product> {
  const [product, related] = await Promise.all([findProduct(ctx.db, slug), listRelated(ctx.db, slug, RELATED)])
  if (!product) throw productUnknown()
  return describeProduct(product, related, wordsIn(locale, counting))
}
