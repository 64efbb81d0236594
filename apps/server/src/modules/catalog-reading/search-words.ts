import { foldText } from '#catalog'

/** One thing that is searched for: what was typed, and what means the same. Each is words that belong together. */
export interface Wanted {
  words: string[]
  synonyms: string[][]
  /** Not the beginning of a longer word. */
  isWhole?: true
}

/** Folded words and what else means the same. */
export type Synonyms = ReadonlyMap<string, readonly string[]>

// More than anybody means; each costs a look at every product that the others leave.
const MAX_WORDS = 8
const LONGEST_PHRASE = 3

/** What somebody means by what they typed; a phrase that has synonyms is one thing, as is each other word. */
export function readSearch(typed: string, synonyms: Synonyms): Wanted[] {
  const words = [...new Set(foldText(typed).split(' '))].filter(Boolean).slice(0, MAX_WORDS)
  const byStem = new Map([...synonyms].map(([phrase, means]) => [stemOf(phrase), means]))
  const repeated = repeatedLetters(typed)
  const wanted: Wanted[] = []
  for (let from = 0; from < words.length; ) {
    const { length, means } = longestPhrase(words.slice(from), byStem)
    const own = words.slice(from, from + length)
    const isWhole = length === 1 && repeated.has(own[0] ?? '')
    const synonyms = means.map((phrase) => phrase.split(' '))
    wanted.push({ words: own, synonyms, ...(isWhole && { isWhole }) })
    from += length
  }
  return wanted
}

/**
 * What «AAA» folds to, as doubled letters do: no beginning of a word, or «zzzz» would find
 * everything that begins with a z.
 */
function repeatedLetters(typed: string): Set<string> {
  const words = typed.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return new Set(words.filter((word) => /^(\p{L})\1+$/u.test(word)).map(foldText))
}

function longestPhrase(words: readonly string[], byStem: Synonyms): { length: number; means: readonly string[] } {
  for (let length = Math.min(LONGEST_PHRASE, words.length); length > 0; length--) {
    const means = byStem.get(stemOf(words.slice(0, length).join(' ')))
    if (means) return { length, means }
  }
  return { length: 1, means: [] }
}

// Folded, so that «розы», «розой» and «розами» end in i, oi and ami. Named one by one: with any few letters
// «розовый» would be a rose. Of Uzbek the plural alone, for its cases look like the ends of other words.
const ENDINGS =
  'a ah aia am ami ar ari e ei em ego emu i ia iah iam iami ie ih ii im imi iu lar lari o oe ogo oi oiu om omu ov u uiu'
    .split(' ')
    .sort((one, other) => other.length - one.length)
const STEM_LETTERS = 3

/** A word without the ending by which it is declined, if enough of it is left. */
export function stemOf(word: string): string {
  const ending = ENDINGS.find((ending) => word.endsWith(ending) && word.length - ending.length >= STEM_LETTERS)
  return ending ? word.slice(0, -ending.length) : word
}

/** What finds the word of a stem in whichever case it stands, between blanks: a regular expression. */
export function declinedFrom(stem: string): string {
  return ` ${stem}(${ENDINGS.join('|')})? `
}

/** Whether a typed word is near enough to one that there is: a slip or two of the fingers, more in longer words. */
export function isNearly(typed: string, word: string): boolean {
  if (typed.length === FEW_LETTERS) return isNearlyShort(typed, word)
  const allowed = slipsAllowed(typed.length)
  // Of a word that goes on, its beginning is what was typed; of few letters nearly every word has such a one.
  const beginnings = typed.length < 5 ? [] : [typed.length - 1, typed.length, typed.length + 1]
  return [...beginnings, word.length].some((end) => end <= word.length && slips(typed, word.slice(0, end)) <= allowed)
}

// With one of three changed any such word is like any other: none but a swapped or a missing letter is forgiven.
const FEW_LETTERS = 3

function isNearlyShort(typed: string, word: string): boolean {
  if (word === typed || swapsOf(typed).includes(word)) return true
  return word.length === FEW_LETTERS + 1 && word[0] === typed[0] && slips(typed, word) === 1
}

/** Every word that has two neighbouring letters of this one the other way round. */
export function swapsOf(word: string): string[] {
  return Array.from(word.slice(1), (letter, at) => word.slice(0, at) + letter + word[at] + word.slice(at + 2))
}

function slipsAllowed(length: number): number {
  if (length < 4) return 0
  return length < 7 ? 1 : 2
}

/** Letters changed, left out, put in, or swapped with their neighbour (optimal string alignment). */
export function slips(one: string, other: string): number {
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, column) => column)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1]
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        swapped && !isSame ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    before = last
    last = current
  }
  return last[other.length] ?? 0
}
