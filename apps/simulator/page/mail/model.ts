import { computed, signal } from '@preact/signals'
import type { LetterView } from '../../src/mail/views.ts'
import { on } from '../stream.ts'

const remembered = 'simulator.mail-seen'

export const letters = signal<LetterView[] | undefined>(undefined)
/** Whose letters are listed; everybody's unless chosen. */
export const addressee = signal('')
export const chosenId = signal<string | undefined>(undefined)
/** When the newest letter came that was there while somebody looked. */
const seenAt = signal(Number(localStorage.getItem(remembered) ?? 0))

export const addresses = computed(() => [...new Set(letters.value?.map(({ to }) => to))].toSorted())
export const listed = computed(() =>
  (letters.value ?? []).filter(({ to }) => addressee.value === '' || to === addressee.value),
)
export const chosen = computed(() => listed.value.find(({ id }) => id === chosenId.value))
export const unseen = computed(() => (letters.value ?? []).filter(({ at }) => at > seenAt.value).length)

/** Whoever looks at the box has seen what is in it. */
export function markSeen(): void {
  const newest = letters.value?.[0]?.at ?? 0
  if (newest <= seenAt.value) return
  seenAt.value = newest
  localStorage.setItem(remembered, String(newest))
}

// Whatever screen is shown, so that the switch can tell of a letter.
on<LetterView[]>('letters', (all) => {
  letters.value = all
})
on<LetterView>('letter', (letter) => {
  letters.value = [letter, ...(letters.value ?? [])]
})
