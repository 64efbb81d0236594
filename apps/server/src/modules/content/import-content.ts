import type { PictureRef, PictureSource } from '#pictures'
import { type Ctx, transact } from '#platform'
import type { ContentDraft } from './read-content.ts'
import { storeBanners } from './store-banners.ts'
import { type StoredContent, storePages } from './store-pages.ts'

type RegisterPictures = (ctx: Ctx, sources: readonly PictureSource[]) => Promise<PictureRef[]>

export interface ImportedContent {
  /** Undefined of what the files say nothing of, which stays as it is. */
  banners: StoredContent | undefined
  pages: StoredContent | undefined
}

/**
 * Makes the shop's own banners and pages what a file says, all of it or nothing. Those of a WordPress
 * are left alone.
 */
export async function importContent(
  ctx: Ctx,
  { banners, pages }: ContentDraft,
  registerPictures: RegisterPictures,
): Promise<ImportedContent> {
  const sources = banners?.flatMap(({ image }) => image ?? []) ?? []
  // Before the transaction, for it reads files.
  const made = await registerPictures(ctx, sources)
  const pictures = new Map(sources.map((source, at) => [source, made[at]]))
  const news = banners?.map(({ image, ...banner }) => ({
    ...banner,
    picture: (image && pictures.get(image)) ?? null,
  }))
  return transact(ctx, async (ctx) => ({
    banners: news && (await storeBanners(ctx, 'file', news)),
    pages: pages && (await storePages(ctx, 'file', pages)),
  }))
}
