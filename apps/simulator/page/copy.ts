import { showToast } from './model.ts'
import { words } from './words.ts'

/** Puts a text on the clipboard and says so. */
export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text).then(
    () => showToast(words().copied),
    () => showToast(words().failed),
  )
}
