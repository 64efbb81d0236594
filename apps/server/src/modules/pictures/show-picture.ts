import type { Ctx, Kept } from '#platform'
import { pictureUnknown } from './errors.ts'
import { type Format, PictureId, type Variant } from './model.ts'
import type { Pictures } from './open-pictures.ts'
import type { PictureRow } from './store.ts'

/** How long an answer may be kept: `fixed` for good, `lasting` for long, `passing` until there is a better one. */
export type Lifetime = 'fixed' | 'lasting' | 'passing'

export interface Shown extends Kept {
  format: Format
  lifetime: Lifetime
}

/**
 * A picture as a browser wants it, or nothing when its source is broken: a placeholder stands for it.
 * AVIF takes several times as long to make as WebP, so that who asks first gets WebP at once, and the
 * next ones AVIF. Refuses with `pictures.unknown`, and with `platform.busy` when too much is asked at once.
 */
export async function showPicture(
  ctx: Ctx,
  { id, width, format }: Variant & { id: string },
  { rows, variants }: Pictures,
): Promise<Shown | undefined> {
  const row = PictureId.test(id) ? await rows.find(ctx, id) : undefined
  if (!row) throw pictureUnknown()
  const found = await variants.find(ctx, row, { width, format })
  if (found) return { ...found, format, lifetime: lifetimeOf(row) }

  const atOnce = format === 'avif' ? 'webp' : format
  const variant = { width, format: atOnce } as const
  const made = (await variants.find(ctx, row, variant)) ?? (await variants.make(ctx, row, variant))
  if (!made) return undefined
  if (format === atOnce) return { ...made, format, lifetime: lifetimeOf(row) }
  variants.makeLater(ctx, row, { width, format })
  return { ...made, format: atOnce, lifetime: 'passing' }
}

/** Bytes that are named by their hash never change; what is at an address may. */
function lifetimeOf({ url }: PictureRow): Lifetime {
  return url === null ? 'fixed' : 'lasting'
}
