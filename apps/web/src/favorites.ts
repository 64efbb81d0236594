import { effect, signal } from '@preact/signals'
import type { Problem, ProductCard } from '@vitrina/contract'
import { problemOf } from './problem.ts'
import { onDevice } from './remember.ts'
import { api, session } from './site.ts'

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

/** Likes a product, or no longer: shown at once, told to the server; rejected, with all put back, when it would not. */
export async function setLiked(card: ProductCard, isLiked: boolean): Promise<void> {
  const { id } = card
  const before = { ids: liked.value, shown: favorites.value }
  const others = (before.shown.cards ?? []).filter((one) => one.id !== id)
  keep(isLiked ? new Set([...before.ids, id]) : [...before.ids].filter((one) => one !== id))
  if (before.shown.cards) favorites.value = { cards: isLiked ? [card, ...others] : others }
  try {
    if (isLiked) await api.put('/api/favorites/:productId', { productId: id })
    else await api.del('/api/favorites/:productId', { productId: id })
  } catch (caught) {
    keep(before.ids)
    favorites.value = before.shown
    throw caught
  }
}

/** Asks for all of them. */
export async function readFavorites(): Promise<void> {
  try {
    const { items: cards } = await api.get('/api/favorites')
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
