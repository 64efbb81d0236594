import { computed, effect, signal } from '@preact/signals'
import type { Locale } from '@vitrina/contract'
import type { CabinetWords } from '@vitrina/contract/words/site/ru-cabinet'
import { locale, spoken } from './language.ts'

const shelves: Record<Locale, () => Promise<{ cabinet: CabinetWords }>> = {
  ru: () => import('@vitrina/contract/words/site/ru-cabinet'),
  uz: () => import('@vitrina/contract/words/site/uz-cabinet'),
  en: () => import('@vitrina/contract/words/site/en-cabinet'),
}

const loaded = signal<Partial<Record<Locale, CabinetWords>>>({})
let following = false

async function fetchWords(wanted: Locale): Promise<void> {
  const { cabinet } = await shelves[wanted]()
  loaded.value = { ...loaded.peek(), [wanted]: cabinet }
}

/** The sentences of the cabinet and its neighbours, apart from the others: a first visit does without. */
export const cabinet = computed<CabinetWords>(() => {
  // A language just chosen may still be on its way; the one before is better than nothing.
  const words = loaded.value[locale.value] ?? Object.values(loaded.value)[0]
  if (!words) throw new Error('The words of the cabinet are not loaded yet')
  return words
})

/** Fetches a page together with its words, which follow the language from then on. */
export async function withCabinetWords<Module>(page: Promise<Module>): Promise<Module> {
  await spoken
  const [module] = await Promise.all([page, fetchWords(locale.value)])
  if (!following) effect(() => void fetchWords(locale.value).catch(() => {}))
  following = true
  return module
}
