import { z } from 'zod'
import { Image } from './catalog.ts'

/** Where a banner leads: a product, a category, or a page. */
export const BannerTarget = z.union([
  z.object({ product: z.string() }),
  z.object({ category: z.string() }),
  z.object({ page: z.string() }),
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
export const Banners = z.object({ items: z.array(Banner) })

export const PageCard = z.object({ slug: z.string(), title: z.string() })
export type PageCard = z.infer<typeof PageCard>
export const Pages = z.object({ items: z.array(PageCard) })

/** `content` is sanitised HTML. */
export const Page = PageCard.extend({ content: z.string(), updatedAt: z.iso.datetime() })
export type Page = z.infer<typeof Page>
