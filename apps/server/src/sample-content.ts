import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { hasProducts } from '#catalog'
import { hasContent, importContent, readContent } from '#content'
import type { Ctx } from '#platform'
import { catalogPictures } from './catalog-pictures.ts'
import type { Config } from './config.ts'

const folder = resolve(import.meta.dirname, '../sample-catalog/content')

/** Gives a shop that has neither goods nor content the banners and pages of the demo, which speak of its goods. */
export async function loadSampleContent(ctx: Ctx, { shop, dataDir }: Pick<Config, 'shop' | 'dataDir'>): Promise<void> {
  if ((await hasContent(ctx)) || (await hasProducts(ctx))) return
  const reading = { locale: shop.defaultLocale, now: ctx.now(), folder }
  for (const name of ['banners.json', 'pages.json']) {
    const read = await readContent(await readFile(resolve(folder, name), 'utf8'), reading)
    if ('faults' in read) throw new Error(`the sample content is broken: ${name}: ${JSON.stringify(read.faults[0])}`)
    await importContent(ctx, read.draft, catalogPictures(dataDir))
  }
}
