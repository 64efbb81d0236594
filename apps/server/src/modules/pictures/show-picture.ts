import type { Ctx, Kept, Limits } from '#platform'
import { pictureUnknown } from './errors.ts'
import { madeFor, unknownAsked } from './limits.ts'
import { type Format, PictureId, type Variant } from './model.ts'
import type { Pictures } from './open-pictures.ts'
import type { PictureRow } from './store.ts'

/** How long an answer may be kept: `fixed` for good, `lasting` for long, `passing` until there is a better one. */
export type Lifetime = 'fixed' | 'lasting' | 'passing'

export interface Shown extends Kept {
  format: Format
  lifetime: Lifetime
}

interface AskedPicture extends Variant {
  id: string
  /** From where it is asked. */
  address: string
}

interface ShowPorts {
  pictures: Pictures
  flood: Limits
}

/**
 * A picture as a browser wants it, or nothing when its source is broken: a placeholder stands for it.
 * AVIF takes several times as long to make as WebP, so that who asks first gets WebP at once, and the
 * next ones AVIF. Refuses with `pictures.unknown`, with `platform.busy` when too much is asked at once, and with
 * `platform.too_many_requests` an address that only asks for what is not there, or has more made than a visit needs.
 */
export async function showPicture(
  ctx: Ctx,
  { width, format, ...asked }: AskedPicture,
  { pictures, flood }: ShowPorts,
): Promise<Shown | undefined> {
  const { variants } = pictures
  const row = await findRow(ctx, asked, { pictures, flood })
  const found = await variants.find(ctx, row, { width, format })
  if (found) return { ...found, format, lifetime: lifetimeOf(row) }

  const atOnce = format === 'avif' ? 'webp' : format
  const variant = { width, format: atOnce } as const
  const make = async () => {
    await flood.consume(madeFor, asked.address)
    return variants.make(ctx, row, variant)
  }
  const made = (await variants.find(ctx, row, variant)) ?? (await make())
  if (!made) return undefined
  if (format === atOnce) return { ...made, format, lifetime: lifetimeOf(row) }
  variants.makeLater(ctx, row, { width, format })
  return { ...made, format: atOnce, lifetime: 'passing' }
}

/** What is remembered is shown to everybody, whoever else guesses at the same address. */
async function findRow(
  ctx: Ctx,
  { id, address }: Pick<AskedPicture, 'id' | 'address'>,
  { pictures: { rows }, flood }: ShowPorts,
): Promise<PictureRow> {
  const find = async () => {
    const row = PictureId.test(id) ? await rows.find(ctx, id) : undefined
    if (!row) throw pictureUnknown()
    return row
  }
  return rows.remembered(id) ?? flood.countingFailures(unknownAsked, address, find)
}

/** Bytes that are named by their hash never change; what is at an address may. */
function lifetimeOf({ url }: PictureRow): Lifetime {
  return url === null ? 'fixed' : 'lasting'
}
