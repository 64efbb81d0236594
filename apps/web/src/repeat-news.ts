import { signal } from '@preact/signals'

/** What of a repeated order did not come into the cart, or not all of it; none left: none of it did. */
export interface Missed {
  name: string
  why: 'gone' | 'short'
  left: number
}

/** Told by the cart, once. */
export const missedOfRepeat = signal<readonly Missed[]>([])
