import { parseArgs } from 'node:util'
import { type CatalogDraft, type Imported, importCatalog } from '#catalog-files'
import { catalogPictures } from './catalog-pictures.ts'
import { type Config, loadConfig } from './config.ts'
import { importing } from './importing.ts'
import { runCommand } from './operator.ts'
import { readCatalogFiles } from './read-catalog-files.ts'

const USAGE = `Usage: npm run catalog:import <file>…   or   npm run catalog:add <file>…

Makes the shop's own catalogue what the files say: JSON in the shop's format, or WooCommerce's export
of products (CSV, in English). Products that no file names are taken out of the shop; catalog:add
leaves them. What is wrong with a file is said, and then nothing is changed.`

const MOST_FAULTS = 50

await runCommand(run)

async function run(args: string[]): Promise<number> {
  const files = readArguments(args)
  if (!files) {
    console.error(USAGE)
    return 2
  }
  const config = loadConfig()
  const drafts = await readFiles(files.names, config)
  if (!drafts) return 1
  console.log(summary(await store(config, { drafts, keepMissing: files.keepMissing })))
  return 0
}

function readArguments(args: string[]): { names: string[]; keepMissing: boolean } | undefined {
  try {
    const options = { 'keep-missing': { type: 'boolean', default: false } } as const
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    return positionals.length > 0 ? { names: positionals, keepMissing: values['keep-missing'] } : undefined
  } catch {
    return undefined
  }
}

/** Nothing when any of them is at fault, which has been said. */
async function readFiles(names: string[], config: Config): Promise<CatalogDraft[] | undefined> {
  const read = await readCatalogFiles(names, config)
  if ('drafts' in read) {
    for (const skipped of read.skipped) console.log(skipped)
    return read.drafts
  }
  for (const fault of read.faults.slice(0, MOST_FAULTS)) console.error(fault)
  if (read.faults.length > MOST_FAULTS) console.error(`… and ${read.faults.length - MOST_FAULTS} more.`)
  console.error('\nNothing was imported.')
  return undefined
}

function store(config: Config, input: Parameters<typeof importCatalog>[1]): Promise<Imported> {
  return importing(config, (ctx) => importCatalog(ctx, input, catalogPictures(config.dataDir)))
}

function summary({ added, changed, same, retired, categories }: Imported): string {
  const products = `${added} new, ${changed} changed, ${same} as they were`
  return `The catalogue has ${added + changed + same} products: ${products}; ${retired} taken out. Categories changed: ${categories}.`
}
