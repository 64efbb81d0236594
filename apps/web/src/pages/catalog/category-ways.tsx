import type { Category, Facets } from '@vitrina/contract'
import { type Wish, wishPath } from './wish.ts'

interface CategoryWaysProps {
  wish: Wish
  /** Those that one can go to from here. */
  categories: readonly Category[]
  /** How many of each match, once that is known. */
  facets: Facets['categories'] | undefined
}

/** Ways into narrower categories, with what is searched for taken along. */
export function CategoryWays({ wish, categories, facets }: CategoryWaysProps) {
  const counts = new Map(facets?.map(({ slug, count }) => [slug, count]))
  const shown = wish.q ? categories.filter(({ slug }) => counts.has(slug) || slug === wish.category) : categories
  if (shown.length === 0) return null
  return (
    <ul class="category-ways">
      {shown.map(({ slug, name }) => (
        <li key={slug}>
          <a
            class="chip"
            href={wishPath({ ...(wish.q && { q: wish.q }), category: slug })}
            aria-current={slug === wish.category ? 'page' : undefined}
          >
            {name}
            {wish.q && <span class="figures soft">{counts.get(slug)}</span>}
          </a>
        </li>
      ))}
    </ul>
  )
}
