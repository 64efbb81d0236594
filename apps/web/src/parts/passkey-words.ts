import { signal } from '@preact/signals'
import type { Locale } from '@vitrina/contract'
import type { PasskeyWords } from '@vitrina/contract/words/site/ru-passkeys'
import { useEffect } from 'preact/hooks'
import { locale } from '../language.ts'

const shelves: Record<Locale, () => Promise<{ passkeys: PasskeyWords }>> = {
  ru: () => import('@vitrina/contract/words/site/ru-passkeys'),
  uz: () => import('@vitrina/contract/words/site/uz-passkeys'),
  en: () => import('@vitrina/contract/words/site/en-passkeys'),
}

const loaded = signal<PasskeyWords | undefined>(undefined)

/** The sentences about passkeys, apart from the others: a first visit does without. Nothing until they have come. */
export function usePasskeyWords(): PasskeyWords | undefined {
  const language = locale.value
  useEffect(() => {
    let current = true
    shelves[language]()
      .then(({ passkeys }) => {
        if (current) loaded.value = passkeys
      })
      // What is offered with them is one way of several; the page around says that there is no connection.
      .catch(() => {})
    return () => {
      current = false
    }
  }, [language])
  return loaded.value
}
