import { type ReadonlySignal, signal } from '@preact/signals'

const acts = signal(0)

/** How much was done to the account on this page that the account itself, as the session knows it, does not show. */
export const accountActs: ReadonlySignal<number> = acts

export function noteAct(): void {
  acts.value++
}
