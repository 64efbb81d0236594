import type { Ctx } from '#platform'
import { findKnown, listAlike } from './search-store.ts'
import { isNearly, type Wanted } from './search-words.ts'

// More spellings of one word than these are guesses.
const MOST_SPELLINGS = 5

/**
 * What a search that found nothing was probably meant to say: a word that no product has becomes those
 * that are nearly it, and is let go when there are none and something else is left (Y5). Out: nothing
 * when there is nothing to forgive.
 */
export async function forgiveTyping(ctx: Ctx, wanted: readonly Wanted[]): Promise<Wanted[] | undefined> {
  if (wanted.length === 0) return undefined
  const known = await findKnown(ctx.db, wanted)
  const forgiven = await Promise.all(wanted.map((one, nth) => (known[nth] ? one : respell(ctx, one))))
  const left = forgiven.filter((one) => one !== undefined)
  return left.length > 0 && known.includes(false) ? left : undefined
}

/** The words that are nearly this one, as those that mean it. */
async function respell(ctx: Ctx, { words }: Wanted): Promise<Wanted | undefined> {
  const [typed = ''] = words
  const alike = await listAlike(ctx, typed)
  const [first, ...others] = alike.filter((word) => isNearly(typed, word)).slice(0, MOST_SPELLINGS)
  return first === undefined ? undefined : { words: [first], synonyms: others.map((word) => [word]) }
}
