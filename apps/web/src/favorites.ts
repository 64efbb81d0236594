import { effect, signal } from '@preact/signals'
import type { Problem, ProductCard } from '@vitrina/contract'
import { problemOf } from './problem.ts'
import { onDevice } from './remember.ts'
import { api, keepInTurn, session } from './site.ts'

const kept = onDevice<string[]>('favorites')

/** Ids of what is liked: at once what this device last knew, then what the server says. */
export const liked = signal<ReadonlySet<string>>(new Set(kept.read() ?? []))

/** The cards of it, the latest first, once they were asked for. */
export const favorites = signal<{ cards?: ProductCard[]; problem?: Problem }>({})

function keep(ids: Iterable<string>): void {
  liked.value = new Set(ids)
  if (liked.value.size > 0) kept.write([...liked.value])
  else kept.forget()
}

// Of what was pressed on this page: how much of it there was, and how much has come through.
let [begun, ended] = [0, 0]

/** Likes a product, or no longer: shown at once, told to the server; rejected, with it put back, when it would not. */
export async function setLiked(card: ProductCard, isLiked: boolean): Promise<void> {
  const { id } = card
  begun++
  const place = Math.max(0, favorites.value.cards?.findIndex((one) => one.id === id) ?? 0)
  show(card, isLiked, 0)
  try {
    const tell = isLiked ? api.put : api.del
    await keepInTurn(() => tell('/api/favorites/:productId', { productId: id }))
  } catch (caught) {
    show(card, !isLiked, place)
    throw caught
  } finally {
    ended++
  }
}

/** Among those that are liked, in this place of their list, or not among them. */
function show(card: ProductCard, isLiked: boolean, place: number): void {
  const { id } = card
  const others = [...liked.value].filter((one) => one !== id)
  keep(isLiked ? [...others, id] : others)
  const { cards } = favorites.value
  if (!cards) return
  const left = cards.filter((one) => one.id !== id)
  favorites.value = { cards: isLiked ? [...left.slice(0, place), card, ...left.slice(place)] : left }
}

/** Asks for all of them. */
export async function readFavorites(): Promise<void> {
  const before = ended
  try {
    const { items: cards } = await api.get('/api/favorites')
    // It may not know yet what was on its way: asked again when that has come through.
    if (begun !== before) return await keepInTurn(async () => {}).then(readFavorites)
    keep(cards.map(({ id }) => id))
    favorites.value = { cards }
  } catch (caught) {
    favorites.value = { ...favorites.value, problem: problemOf(caught) }
  }
}

/** Reads what whoever is here likes, again when that changes. A guest who has liked nothing here likes nothing. */
export function followFavorites(): void {
  effect(() => {
    const { status } = session.state.value
    if (status === 'signedIn' || (status === 'guest' && kept.read())) void readFavorites()
  })
}
