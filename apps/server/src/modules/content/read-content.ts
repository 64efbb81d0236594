import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locale } from '@vitrina/contract'
import type { LocalText } from '#catalog'
import { type Fault, type Issue, readJsonAs, toFaults } from '#catalog-files'
import type { PictureSource } from '#pictures'
import { type JsonContent, jsonContent } from './content-format.ts'
import type { BannerNews, PageNews } from './model.ts'

/** Banners and pages as a file tells them; undefined of what it says nothing of. */
export interface ContentDraft {
  banners: (Omit<BannerNews, 'picture'> & { image: PictureSource | null })[] | undefined
  pages: PageNews[] | undefined
}

export interface ContentReading {
  /** Language of what is not said to be in one. */
  locale: Locale
  now: Date
  /** Against which pictures and texts are found. */
  folder: string
}

/** Reads banners and pages from the text of a file, or says what is wrong with it and in which line. */
export async function readContent(
  text: string,
  { locale, now, folder }: ContentReading,
): Promise<{ draft: ContentDraft } | { faults: Fault[] }> {
  const read = readJsonAs(text, jsonContent(locale))
  if ('faults' in read) return read
  const ids = read.value.banners?.map(({ id }) => id)
  const slugs = read.value.pages?.map(({ slug }) => slug)
  const issues = [...repeated('banners', ids), ...repeated('pages', slugs)]
  const pages = await Promise.all(
    (read.value.pages ?? []).map(async ({ slug, title, content }, at) => {
      const texts = await readTexts(content, folder)
      for (const { locale, file } of texts.missing) {
        issues.push({ path: ['pages', at, 'content', locale], message: `${file} cannot be read` })
      }
      return { externalId: slug, slug, title, content: texts.content, modifiedAt: now }
    }),
  )
  if (issues.length > 0) return { faults: toFaults(text, issues) }
  const { banners } = read.value
  return { draft: { banners: banners?.map((banner) => toBanner(banner, folder)), pages: read.value.pages && pages } }
}

function repeated(list: string, names: readonly string[] = []): Issue[] {
  return names.flatMap((name, at) =>
    names.indexOf(name) < at ? [{ path: [list, at], message: `there is another "${name}" before it` }] : [],
  )
}

type JsonPage = NonNullable<JsonContent['pages']>[number]
type JsonBanner = NonNullable<JsonContent['banners']>[number]

async function readTexts(texts: JsonPage['content'], folder: string) {
  const content: LocalText = {}
  const missing: { locale: string; file: string }[] = []
  await Promise.all(
    Object.entries(texts).map(async ([locale, html = '']) => {
      const words =
        typeof html === 'string' ? html : await readFile(join(folder, html.file), 'utf8').catch(() => undefined)
      if (words !== undefined) content[locale as Locale] = words
      else if (typeof html !== 'string') missing.push({ locale, file: html.file })
    }),
  )
  return { content, missing }
}

function toBanner(
  { id, title, text = {}, image, target, from, until }: JsonBanner,
  folder: string,
): NonNullable<ContentDraft['banners']>[number] {
  const alt = image?.alt ?? title
  const source = image && ('file' in image ? { file: join(folder, image.file), alt } : { url: image.url, alt })
  const shown = { target: target ?? null, shownFrom: from ?? null, shownUntil: until ?? null }
  return { externalId: id, title, text, image: source ?? null, ...shown }
}
