import { toast } from '../../parts/toast.tsx'
import { shopWords } from '../../shop-words.ts'

/** Hands a link over to where the person wants it: by the device's own sheet, else to be pasted. */
export async function share(link: { title: string; url: string }): Promise<void> {
  // Dismissed it rejects, and there is nothing to say.
  if (navigator.share) return navigator.share(link).catch(() => {})
  await navigator.clipboard?.writeText(link.url).then(
    () => toast(shopWords.value.product.copied),
    () => {},
  )
}
