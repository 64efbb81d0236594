import { words } from '../language.ts'
import './spinner.css'

/** Waiting without an end in sight. It shows itself only when the wait is long enough to notice. */
export function Spinner({ page = false }: { page?: boolean }) {
  return (
    <div class={page ? 'spinner page' : 'spinner'} role="status">
      <span class="unseen">{words.value.loading}</span>
    </div>
  )
}
