import type { Category } from '@vitrina/contract'
import { askEarly, useKnown } from '../../known.ts'
import { words } from '../../language.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { DeadEnd } from '../../parts/dead-end.tsx'
import { askCategories, askProducts } from '../../questions.ts'
import type { Page, Params } from '../../routes.ts'
import { openShopWords, shopWords } from '../../shop-words.ts'
import { useTitleForNow } from '../../title.ts'
import { CategoryWays } from './category-ways.tsx'
import { FilterBar } from './filter-bar.tsx'
import { Filters } from './filters.tsx'
import { Listing } from './listing.tsx'
import { Path } from './path.tsx'
import { useWide } from './use-wide.ts'
import { filtersOf, readWish, type Wish } from './wish.ts'
import './catalog.css'

const PAGE_SIZE = '24'

const queryOf = (wish: Wish) => ({ ...wish, limit: PAGE_SIZE }) as Record<string, string>

function CatalogPage({ params, search }: { params: Params; search: string }) {
  const { list } = shopWords.value
  const wish = readWish(params.slug, search)
  const query = queryOf(wish)
  const found = useKnown(askProducts(query), { keeps: true })
  const { data } = useKnown(askCategories())
  const category = data?.items.find(({ slug }) => slug === wish.category)
  const title = wish.q ? list.found(wish.q) : (category?.name ?? list.title)
  useTitleForNow(title)
  const isWide = useWide()
  // Of nothing there is nothing to choose from; what hides everything can be taken off, though.
  const isBare = found.data?.total === 0 && filtersOf(wish).length === 0
  if (wish.category && data && !category) return <NoCategory />
  return (
    <div class="catalog">
      <header class="catalog-head">
        <Path wish={wish} categories={data?.items ?? []} />
        <h1 tabIndex={-1}>{wish.category && !data && !wish.q ? ' ' : title}</h1>
        <p class="soft" role="status">
          {found.data ? list.count(found.data.total) : ' '}
        </p>
        {data ? (
          <CategoryWays wish={wish} categories={waysOf(wish, data.items)} facets={found.data?.facets.categories} />
        ) : (
          <div class="category-ways shape" aria-hidden="true" />
        )}
      </header>
      {!isBare && isWide && (
        <aside class="catalog-side">
          <h2 class="unseen">{shopWords.value.filters.title}</h2>
          <Filters wish={wish} facets={found.data?.facets} />
        </aside>
      )}
      <div class="catalog-main">
        {!isBare && <FilterBar wish={wish} found={found.data} />}
        <Listing wish={wish} query={query} found={found} />
      </div>
    </div>
  )
}

/** Those one step further down from here; at the bottom, those beside. */
function waysOf({ category }: Wish, categories: readonly Category[]): Category[] {
  const below = (slug: string | undefined) => categories.filter(({ parent }) => parent === slug)
  const children = below(category)
  if (children.length > 0 || !category) return children
  const parent = categories.find(({ slug }) => slug === category)?.parent
  return parent ? below(parent) : []
}

function NoCategory() {
  const { list, product } = shopWords.value
  return (
    <DeadEnd heading={list.noCategory}>
      <p class="lead">{list.noCategoryText}</p>
      <ButtonLink href="/catalog">{product.toCatalog}</ButtonLink>
    </DeadEnd>
  )
}

export const page: Page = {
  title: () => words.value.header.catalog,
  View: CatalogPage,
  prepare: (search, { slug }) =>
    Promise.all([openShopWords(), askEarly(askProducts(queryOf(readWish(slug, search))), askCategories())]),
}
