import type { LetterRecord } from '../world/state.ts'
import type { World } from '../world/world.ts'

const MOST_LETTERS = 200
// The state file is written anew at each change.
const MOST_CHARACTERS = 4_000_000

/** Puts a letter into the box, newest first; the oldest make room. */
export function keepLetter(world: World, letter: LetterRecord): void {
  const { state, events } = world
  state.letters = withinBounds([letter, ...lettersOf(world)])
  events.emit('letter', letter)
  events.emit('changed')
}

/** What is in the box, newest first: all of it or what came for one address. */
export function lettersOf({ state }: World, to?: string): LetterRecord[] {
  const letters = state.letters ?? []
  return to === undefined ? letters : letters.filter((letter) => letter.to === to.toLowerCase())
}

export function findLetter(world: World, id: string): LetterRecord | undefined {
  return lettersOf(world).find((letter) => letter.id === id)
}

function withinBounds(letters: LetterRecord[]): LetterRecord[] {
  let characters = 0
  return letters.slice(0, MOST_LETTERS).filter(({ text, html }) => {
    characters += text.length + (html?.length ?? 0)
    return characters <= MOST_CHARACTERS
  })
}
