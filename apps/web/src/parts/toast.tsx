import { signal } from '@preact/signals'
import './toast.css'

const LIFE_MS = 5000
const shown = signal<{ id: number; text: string } | undefined>(undefined)
let last = 0

/** Says in passing that something is done. Never the only place where an error is told. */
export function toast(text: string): void {
  const id = ++last
  shown.value = { id, text }
  setTimeout(() => {
    if (shown.value?.id === id) shown.value = undefined
  }, LIFE_MS)
}

/** Ends what is being said: something more important may lie under it. */
export function hushToast(): void {
  shown.value = undefined
}

/** The place where toasts appear; on the page from the start, so that they are read out. */
export function Toasts() {
  return (
    <div class="toasts" role="status">
      {shown.value && <p key={shown.value.id}>{shown.value.text}</p>}
    </div>
  )
}
