import { BannerTarget, type Locale } from '@vitrina/contract'
import { z } from 'zod'
import { FilePath, textAndImage } from '#catalog-files'

/**
 * The shop's own format of banners and pages; docs/content-format.md tells it to whoever writes one.
 * Unknown fields are refused: a mistyped name would otherwise be an empty field.
 */
export function jsonContent(locale: Locale) {
  const { Text, Image } = textAndImage(locale)
  const Name = z.string().regex(/^[\p{L}\p{N}\p{M}]+(?:-[\p{L}\p{N}\p{M}]+)*$/u, 'is letters, digits and dashes')
  const Moment = z.iso.datetime({ offset: true, error: 'is written like "2026-03-08T09:00:00+05:00"' })
  const moment = Moment.transform((text) => new Date(text)).optional()
  const Html = z.union([z.string().trim().min(1).max(200_000), z.strictObject({ file: FilePath })])
  const Content = z
    .union([Html, z.strictObject({ ru: Html.optional(), uz: Html.optional(), en: Html.optional() })])
    .transform((content): { [Of in Locale]?: z.output<typeof Html> | undefined } =>
      typeof content === 'string' || 'file' in content ? { [locale]: content } : content,
    )
  const Banner = z
    .strictObject({
      id: Name,
      title: Text,
      text: Text.optional(),
      image: Image.optional(),
      target: BannerTarget.optional(),
      from: moment,
      until: moment,
    })
    .refine(({ from, until }) => !from || !until || from < until, { path: ['until'], error: 'is not after "from"' })
  const Page = z.strictObject({ slug: Name, title: Text, content: Content })
  return z.strictObject({ banners: z.array(Banner).optional(), pages: z.array(Page).optional() })
}

export type JsonContent = z.output<ReturnType<typeof jsonContent>>
