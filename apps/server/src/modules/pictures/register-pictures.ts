import type { Ctx } from '#platform'
import { idOfPlace, type PictureRef, type PictureSource, type Size, UNKNOWN_SIZE } from './model.ts'
import { measure } from './render.ts'
import type { Shelf } from './shelf.ts'
import { listKnown, type PictureRow, writePictures } from './store.ts'

// Files read at once: an import must not hold the memory of a hundred photographs.
const AT_ONCE = 4

/**
 * Makes pictures of our own out of sources, in their order. Files are read and kept; addresses are
 * only noted, and nothing is fetched before somebody looks. What cannot be read is a picture too, of
 * which a placeholder is shown: one lost photograph must not keep a catalogue out of the shop.
 */
export async function registerPictures(
  ctx: Ctx,
  sources: readonly PictureSource[],
  shelf: Shelf,
): Promise<PictureRef[]> {
  if (sources.length === 0) return []
  const rows = await mapFew(sources, (source) => toRow(ctx, source, shelf))
  const unique = new Map(rows.map((row) => [row.id, row]))
  const known = new Map((await listKnown(ctx.db, [...unique.keys()])).map((row) => [row.id, row]))
  const sized = await mapFew([...unique.values()], (row) => withSize(ctx, { row, known: known.get(row.id) }, shelf))
  const news = sized.filter((row) => !isSame(row, known.get(row.id)))
  if (news.length > 0) await writePictures(ctx.db, news)
  const sizes = new Map(sized.map((row) => [row.id, sizeOf(row)]))
  return rows.map(({ id }, at) => ({
    pictureId: id,
    alt: sources[at]?.alt ?? {},
    ...(sizes.get(id) ?? UNKNOWN_SIZE),
  }))
}

async function toRow(ctx: Ctx, source: PictureSource, shelf: Shelf): Promise<PictureRow> {
  const createdAt = ctx.now()
  if ('url' in source) {
    const { url, version = '', width = null, height = null } = source
    return { id: idOfPlace('url', url, version), url, file: null, width, height, createdAt }
  }
  const { file } = source
  const noted = { url: null, file, width: null, height: null, createdAt }
  try {
    return { id: await shelf.keep(file), ...noted }
  } catch (error) {
    ctx.log.warn({ err: error, file }, 'a picture could not be read')
    return { id: idOfPlace('file', file), ...noted }
  }
}

interface Found {
  row: PictureRow
  known: PictureRow | undefined
}

async function withSize(ctx: Ctx, { row, known }: Found, shelf: Shelf): Promise<PictureRow> {
  if (row.width && row.height) return row
  if (known?.width && known.height) return { ...row, width: known.width, height: known.height }
  const found = row.file === null ? undefined : await shelf.read(row.id, row.file)
  if (!found) return row
  try {
    return { ...row, ...(await measure(found.bytes)) }
  } catch (error) {
    ctx.log.warn({ err: error, file: row.file }, 'a picture is damaged')
    return row
  }
}

function isSame(row: PictureRow, known: PictureRow | undefined): boolean {
  return known?.file === row.file && known.width === row.width && known.height === row.height
}

function sizeOf({ width, height }: PictureRow): Size {
  return width && height ? { width, height } : UNKNOWN_SIZE
}

async function mapFew<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  for (let from = 0; from < items.length; from += AT_ONCE)
    results.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(work))))
  return results
}
