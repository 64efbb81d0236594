import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

/** What a page calls itself for the moment, over its usual title. */
export const titleForNow = signal<string | undefined>(undefined)

/** Renames the tab while something waits there for a person who is looking at another one. */
export function useTitleForNow(title: string | undefined): void {
  useEffect(() => {
    titleForNow.value = title
    return () => {
      titleForNow.value = undefined
    }
  }, [title])
}
