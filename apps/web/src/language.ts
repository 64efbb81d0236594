import { batch, computed, signal } from '@preact/signals'
import type { Locale } from '@vitrina/contract'
import type { SiteWords } from '@vitrina/contract/words/site/ru'
import { onDevice } from './remember.ts'

const shelves: Record<Locale, () => Promise<{ words: SiteWords }>> = {
  ru: () => import('@vitrina/contract/words/site/ru'),
  uz: () => import('@vitrina/contract/words/site/uz'),
  en: () => import('@vitrina/contract/words/site/en'),
}

const chosen = onDevice<Locale>('locale')
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
/** Settled once the page has a language. */
export const spoken = new Promise<void>((done) => {
  sayFirst = done
})

/** Turns the whole page to a language; `keep` remembers it as the person's own choice. */
export async function speak(next: Locale, { keep = false } = {}): Promise<void> {
  const { words } = await shelves[next]()
  batch(() => {
    loaded.value = words
    locale.value = next
  })
  document.documentElement.lang = next
  sayFirst()
  if (keep) chosen.write(next)
}

/** The first wish that we speak, in the order given: `uz-Latn-UZ` is `uz`. */
export function pickLanguage(wishes: readonly (string | undefined)[]): Locale | undefined {
  for (const wish of wishes) {
    const [language = ''] = (wish ?? '').toLowerCase().split('-')
    if (Object.hasOwn(shelves, language)) return language as Locale
  }
  return undefined
}

/** What the person chose before, else what the device speaks. */
export function preferredLanguage(shellLanguage: string | undefined): Locale | undefined {
  return pickLanguage([chosen.read(), shellLanguage, ...navigator.languages])
}
