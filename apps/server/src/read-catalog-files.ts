import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { minorDigits } from '@vitrina/contract'
import { type CatalogDraft, type CatalogFile, decodeText, type Fault, readCatalogs } from '#catalog-files'
import type { Config } from './config.ts'

/** What files of a catalogue say, with sentences about what of it was left out; or sentences about what is wrong with them. */
export type ReadFiles = { drafts: CatalogDraft[]; skipped: string[] } | { faults: string[] }

/** Reads files that are one catalogue, whichever they are; changes nothing. */
export async function readCatalogFiles(names: readonly string[], { shop }: Pick<Config, 'shop'>): Promise<ReadFiles> {
  const opened = await Promise.all(names.map(openFile))
  const files = opened.flatMap((file) => ('fault' in file ? [] : [file]))
  if (files.length < opened.length)
    return { faults: opened.flatMap((file, at) => ('fault' in file ? [sentence(names[at], file.fault)] : [])) }

  const reading = { locale: shop.defaultLocale, digits: minorDigits(shop.currency), now: new Date(), isFile }
  const read = await readCatalogs(files, reading)
  const faults = read.flatMap((file, at) =>
    'faults' in file ? file.faults.map((fault) => sentence(names[at], fault)) : [],
  )
  if (faults.length > 0) return { faults }
  const drafts = read.flatMap((file) => ('draft' in file ? [file.draft] : []))
  if (drafts.every(({ products }) => products.length === 0))
    return { faults: [`${names.join(', ')}: there is no product in it.`] }
  const skipped = read.flatMap((file, at) =>
    'skipped' in file ? file.skipped.map((fault) => sentence(names[at], fault)) : [],
  )
  return { drafts, skipped }
}

async function openFile(name: string): Promise<CatalogFile | { fault: Fault }> {
  const path = resolve(name)
  try {
    const decoded = decodeText(await readFile(path))
    return 'fault' in decoded ? decoded : { ...decoded, folder: dirname(path) }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    const message = UNREADABLE[code]
    if (!message) throw error
    return { fault: { line: 0, message } }
  }
}

const UNREADABLE: Record<string, string> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'this is a folder; name the files in it',
  EACCES: 'this file may not be read by you',
  EPERM: 'this file may not be read by you',
  ERR_FS_FILE_TOO_LARGE: 'this file is too large; part it into several',
  ERR_STRING_TOO_LONG: 'this file is too large; part it into several',
}

const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false

function sentence(name: string | undefined, { line, column, message }: Fault): string {
  return `${name}${line > 0 ? `, line ${line}` : ''}${column ? `, column «${column}»` : ''}: ${message}.`
}
