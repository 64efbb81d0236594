import type { ProductCard } from '@vitrina/contract'
import { liked, setLiked } from '../favorites.ts'
import { shell } from '../shell/shell.ts'
import { shopWords } from '../shop-words.ts'
import { Icon } from './icon.tsx'
import { toast } from './toast.tsx'
import './heart.css'

/** Puts a product aside, and shows that it is. */
export function Heart({ card }: { card: ProductCard }) {
  const { favorites } = shopWords.value
  const isLiked = liked.value.has(card.id)
  const press = () => {
    shell.feel()
    setLiked(card, !isLiked).catch(() => toast(shopWords.value.favorites.failed))
  }
  return (
    <button
      type="button"
      class="heart"
      aria-pressed={isLiked}
      aria-label={isLiked ? favorites.remove(card.name) : favorites.add(card.name)}
      onClick={press}
    >
      <Icon name="heart" size={22} />
    </button>
  )
}
