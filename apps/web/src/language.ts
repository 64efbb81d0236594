import { batch, computed, signal } from '@preact/signals'
import type { Locale } from '@vitrina/contract'
import type { SiteWords } from '@vitrina/contract/words/site/ru'
import { inTab, onDevice } from './remember.ts'

const shelves: Record<Locale, () => Promise<{ words: SiteWords }>> = {
  ru: () => import('@vitrina/contract/words/site/ru'),
  uz: () => import('@vitrina/contract/words/site/uz'),
  en: () => import('@vitrina/contract/words/site/en'),
}

const chosen = onDevice<Locale>('locale')
const addressed = inTab<Locale>('locale')
const loaded = signal<SiteWords | undefined>(undefined)

/** The language of the page. */
export const locale = signal<Locale>('ru')

/** Every sentence of the site in that language. Nothing is drawn before the first one has come. */
export const words = computed<SiteWords>(() => {
  if (!loaded.value) throw new Error('No language is loaded yet')
  return loaded.value
})

/** Whether the person chose a language here, rather than the browser for them. */
export const hasChosenLanguage = () => chosen.read() !== undefined

let sayFirst = () => {}
/** Done once the page has a language: what is asked of the server before that comes in a wrong one. */
export const firstSpoken = new Promise<void>((resolve) => {
  sayFirst = resolve
})

type Shelves<Words> = Record<Locale, () => Promise<{ words: Words }>>

interface Shelf {
  /** Fetches them; what it gives puts them in place. */
  fetch: (language: Locale) => Promise<() => void>
}

const opened = new Set<Shelf>()
// Already while the words of another language are on their way, lest some come in the old one.
let turningTo: Locale = locale.value

/**
 * Sentences that a first visit does without: fetched when a page first asks for them, and turned
 * to another language together with the rest.
 */
export function laterWords<Words>(shelves: Shelves<Words>) {
  const found = signal<Words | undefined>(undefined)
  const shelf: Shelf = {
    async fetch(language) {
      const { words } = await shelves[language]()
      return () => {
        found.value = words
      }
    },
  }
  return {
    /** Nothing that says them may be drawn before this is done. */
    async open(): Promise<void> {
      if (found.value) return
      opened.add(shelf)
      const language = turningTo
      const put = await shelf.fetch(language)
      // Turned meanwhile, they come in the new language with the rest.
      if (language === turningTo) put()
    },
    words: computed<Words>(() => {
      if (!found.value) throw new Error('These words are not loaded yet')
      return found.value
    }),
  }
}

/** Turns the whole page to a language; `keep` remembers it as the person's own choice. */
export async function speak(next: Locale, { keep = false } = {}): Promise<void> {
  turningTo = next
  const fetched = [shelves[next](), ...[...opened].map((shelf) => shelf.fetch(next))] as const
  const [{ words }, ...later] = await Promise.all(fetched).catch((caught) => {
    turningTo = locale.value
    throw caught
  })
  // First: whoever is told of the new language asks whether it was chosen, or would turn back to the account's.
  if (keep) chosen.write(next)
  batch(() => {
    loaded.value = words
    locale.value = next
    for (const put of later) put()
  })
  sayFirst()
  document.documentElement.lang = next
}

/** The first wish that we speak, in the order given: `uz-Latn-UZ` is `uz`. */
export function pickLanguage(wishes: readonly (string | undefined)[]): Locale | undefined {
  for (const wish of wishes) {
    const [language = ''] = (wish ?? '').toLowerCase().split('-')
    if (Object.hasOwn(shelves, language)) return language as Locale
  }
  return undefined
}

/**
 * What an address asks for, `?lang=uz`: each language has its own, by which search engines and links lead to it.
 * Kept in the tab, for the next page's address does not say it.
 */
function addressedLanguage(): Locale | undefined {
  const named = pickLanguage([new URLSearchParams(location.search).get('lang') ?? undefined])
  if (named) addressed.write(named)
  return named ?? addressed.read()
}

/** What the person chose before, else what the address asks for, else what the device speaks. */
export function preferredLanguage(shellLanguage: string | undefined): Locale | undefined {
  return pickLanguage([chosen.read(), addressedLanguage(), shellLanguage, ...navigator.languages])
}
