import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { minorDigits } from '@vitrina/contract'
import { hasProducts } from '#catalog'
import { importCatalog, readCatalogs } from '#catalog-files'
import type { Ctx } from '#platform'
import { catalogPictures } from './catalog-pictures.ts'
import type { Config } from './config.ts'

const folder = resolve(import.meta.dirname, '../sample-catalog')

/** Fills an empty catalogue with that of a shop of flowers and gifts; one with anything in it is left alone. */
export async function loadSampleCatalog(ctx: Ctx, { shop, dataDir }: Pick<Config, 'shop' | 'dataDir'>): Promise<void> {
  if (await hasProducts(ctx)) return
  const reading = { locale: shop.defaultLocale, digits: minorDigits(shop.currency), now: ctx.now(), isFile: existsSync }
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  const files = await Promise.all(
    names.map(async (name) => ({ text: await readFile(resolve(folder, name), 'utf8'), folder })),
  )
  const drafts = (await readCatalogs(files, reading)).map((read) => {
    if ('faults' in read) throw new Error(`the sample catalogue is broken: ${JSON.stringify(read.faults[0])}`)
    return read.draft
  })
  await importCatalog(ctx, { drafts }, catalogPictures(dataDir))
}
