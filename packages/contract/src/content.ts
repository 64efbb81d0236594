import { z } from 'zod'
import { Image } from './catalog.ts'

/** Where a banner leads: to a product, a category or a page by its slug, or out of the shop. */
export const BannerTarget = z.union([
  z.strictObject({ product: z.string() }),
  z.strictObject({ category: z.string() }),
  z.strictObject({ page: z.string() }),
  z.strictObject({ url: z.url({ protocol: /^https$/ }) }),
])
export type BannerTarget = z.infer<typeof BannerTarget>

export const Banner = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string().optional(),
  image: Image.optional(),
  target: BannerTarget.optional(),
})
export type Banner = z.infer<typeof Banner>
/** Those of this moment, in their order. */
export const Banners = z.object({ items: z.array(Banner) })

export const PageCard = z.object({ slug: z.string(), title: z.string() })
export type PageCard = z.infer<typeof PageCard>
/** In the order of the menu. */
export const Pages = z.object({ items: z.array(PageCard) })

/** `content` is sanitised HTML. */
export const Page = PageCard.extend({ content: z.string(), updatedAt: z.iso.datetime() })
export type Page = z.infer<typeof Page>
