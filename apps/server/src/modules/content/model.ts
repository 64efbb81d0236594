import { hash } from 'node:crypto'
import type { BannerTarget } from '@vitrina/contract'
import type { LocalText } from '#catalog'
import type { PictureRef } from '#pictures'
import { slugOf } from '#platform'

/** A page as its source tells it. */
export interface PageNews {
  externalId: string
  slug: string
  title: LocalText
  /** HTML, as whoever wrote it has it. */
  content: LocalText
  modifiedAt: Date
}

/** A banner as its source tells it, its picture already one of ours. */
export interface BannerNews {
  externalId: string
  title: LocalText
  text: LocalText
  picture: PictureRef | null
  target: BannerTarget | null
  /** When it is shown; null: from ever, for good. */
  shownFrom: Date | null
  shownUntil: Date | null
}

/** The moments may have been through JSON. */
export function isShown({ shownFrom, shownUntil }: Pick<BannerNews, 'shownFrom' | 'shownUntil'>, now: Date): boolean {
  return !(shownFrom && new Date(shownFrom) > now) && !(shownUntil && new Date(shownUntil) <= now)
}

interface Digested {
  externalId: string
  digest: string
}

/** What is known of a list that its source told. */
export interface Telling {
  /** Something of it could not be told, and nobody knows what: nothing is taken away for being missing. */
  isPart?: boolean
}

/** Which rows have to be written, and which known ones have to go; one that has changed does both. */
export function differences<Row extends Digested>(
  known: readonly Digested[],
  rows: readonly Row[],
  { isPart = false }: Telling = {},
): { written: Row[]; gone: string[] } {
  const before = new Map(known.map(({ externalId, digest }) => [externalId, digest]))
  const after = new Map(rows.map(({ externalId, digest }) => [externalId, digest]))
  return {
    written: rows.filter(({ externalId, digest }) => before.get(externalId) !== digest),
    gone: known
      .filter(({ externalId, digest }) => (after.has(externalId) || !isPart) && after.get(externalId) !== digest)
      .map(({ externalId }) => externalId),
  }
}

/** How shops call the pages that others look for; WordPress makes slugs of titles, in whatever script. */
const slugsAbout = {
  terms: [
    ...['terms', 'terms-and-conditions', 'terms-conditions', 'terms-of-service', 'terms-of-sale', 'terms-of-use'],
    ...['offer', 'public-offer', 'oferta', 'publichnaya-oferta', 'оферта', 'публичная-оферта', 'договор-оферты'],
    ...['usloviya', 'условия', 'usloviya-prodazhi', 'условия-продажи', 'пользовательское-соглашение'],
    ...['ommaviy-oferta', 'shartlar', 'foydalanish-shartlari', 'sotish-shartlari'],
  ],
  contacts: [
    ...['contacts', 'contact', 'contact-us', 'kontakty', 'контакты', 'kontaktlar', 'aloqa', 'boglanish'],
    ...['biz-bilan-boglanish', 'bizning-kontaktlar', 'svyaz', 'связаться-с-нами'],
  ],
} satisfies Record<string, readonly string[]>

export type PageSubject = keyof typeof slugsAbout

/** Which of the pages is about this, by its slug; the earlier of the names where there are several. */
export function pageAbout<Found extends { slug: string }>(
  pages: readonly Found[],
  subject: PageSubject,
): Found | undefined {
  const bySlug = new Map(pages.map((page) => [page.slug, page]))
  const slug = slugsAbout[subject].find((name) => bySlug.has(name))
  return slug === undefined ? undefined : bySlug.get(slug)
}

export function digestOf(row: unknown): string {
  return hash('sha256', JSON.stringify(row), 'base64url')
}

/**
 * Gives each page a slug that no other of its source has. WordPress has those of other scripts
 * percent-encoded, and lets a post have the same as a page: the later id then gets it with a number.
 */
export function assignSlugs(pages: readonly Pick<PageNews, 'externalId' | 'slug'>[]): Map<string, string> {
  const taken = new Set<string>()
  const inOrder = pages.toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1))
  return new Map(
    inOrder.map(({ externalId, slug }) => {
      const wish = slugOf(slug) || slugOf(externalId) || 'page'
      let name = wish
      for (let nth = 2; taken.has(name); nth++) name = `${wish}-${nth}`
      taken.add(name)
      return [externalId, name]
    }),
  )
}
