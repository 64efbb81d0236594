import { useEffect } from 'preact/hooks'
import { favorites, readFavorites } from '../../favorites.ts'
import { locale, words } from '../../language.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { CardGrid, CardGridShape } from '../../parts/card-grid.tsx'
import { FaultPage } from '../../parts/fault-page.tsx'
import { ProblemError } from '../../problem.ts'
import type { Page } from '../../routes.ts'
import { openShopWords, shopWords } from '../../shop-words.ts'
import './favorites.css'

function FavoritesPage() {
  const { favorites: said, list } = shopWords.value
  const { cards, problem } = favorites.value
  // In another language they have other names
  useEffect(() => void readFavorites(), [locale.value])
  if (!cards && problem) return <FaultPage caught={new ProblemError(problem)} onAgain={readFavorites} />
  return (
    <div class="favorites">
      <header>
        <h1 tabIndex={-1}>{said.title}</h1>
        <p class="soft" role="status">
          {cards && cards.length > 0 ? list.count(cards.length) : ' '}
        </p>
      </header>
      {!cards && <CardGridShape count={4} wide />}
      {cards && cards.length > 0 && <CardGrid cards={cards} eager={4} wide />}
      {cards?.length === 0 && <Empty />}
    </div>
  )
}

function Empty() {
  const { favorites: said, product } = shopWords.value
  return (
    <div class="favorites-empty">
      <h2>{said.empty}</h2>
      <p class="soft">{said.emptyText}</p>
      <ButtonLink kind="quiet" href="/catalog">
        {product.toCatalog}
      </ButtonLink>
    </div>
  )
}

export const page: Page = {
  title: () => words.value.header.favorites,
  View: FavoritesPage,
  prepare: openShopWords,
}
