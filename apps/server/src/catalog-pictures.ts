import type { PictureRegistrar } from '#catalog-files'
import { registerPictures, Shelf } from '#pictures'

/** Pictures of an imported catalogue become the shop's own. */
export function catalogPictures(dataDir: string): PictureRegistrar {
  const shelf = new Shelf(dataDir)
  return (ctx, sources) => registerPictures(ctx, sources, shelf)
}
