import { readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type ContentDraft, type ImportedContent, importContent, readContent, type StoredContent } from '#content'
import { catalogPictures } from './catalog-pictures.ts'
import { type Config, loadConfig } from './config.ts'
import { importing } from './importing.ts'
import { runCommand } from './operator.ts'

const USAGE = `Usage: npm run content:import <file or folder>

Makes the shop's own banners and pages what the file says; of a folder, its content.json. What the file
says nothing of is left as it is. What is wrong with it is said, and then nothing is changed.`

await runCommand(run)

async function run([name, ...others]: string[]): Promise<number> {
  if (!name || name.startsWith('-') || others.length > 0) {
    console.error(USAGE)
    return 2
  }
  const config = loadConfig()
  const draft = await read(name, config)
  if (!draft) return 1
  console.log(summary(await importing(config, (ctx) => importContent(ctx, draft, catalogPictures(config.dataDir)))))
  return 0
}

/** Nothing when it is at fault, which has been said. */
async function read(name: string, { shop }: Config): Promise<ContentDraft | undefined> {
  const isFolder = await stat(name).then(
    (found) => found.isDirectory(),
    () => false,
  )
  const path = resolve(isFolder ? join(name, 'content.json') : name)
  const text = await readFile(path, 'utf8').catch(() => undefined)
  const reading = { locale: shop.defaultLocale, now: new Date(), folder: dirname(path) }
  const unreadable = { faults: [{ line: 0, message: 'this file cannot be read' }] }
  const result = text === undefined ? unreadable : await readContent(text, reading)
  if ('draft' in result) return result.draft
  for (const { line, message } of result.faults)
    console.error(`${name}${line > 0 ? `, line ${line}` : ''}: ${message}.`)
  console.error('\nNothing was imported.')
  return undefined
}

function summary({ banners, pages }: ImportedContent): string {
  const said = (what: string, stored: StoredContent | undefined) =>
    stored ? `${what}: ${stored.written} written, ${stored.gone} taken away or replaced.` : `${what}: as they were.`
  return `${said('Banners', banners)}\n${said('Pages', pages)}`
}
