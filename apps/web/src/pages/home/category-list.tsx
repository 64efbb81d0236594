import type { Category } from '@vitrina/contract'
import { useId } from 'preact/hooks'
import { shopWords } from '../../shop-words.ts'
import './category-list.css'

const SHAPES = 5

/** The ways into the catalogue, in large letters; on their place before they are known. */
export function CategoryList({ categories }: { categories: readonly Category[] | undefined }) {
  const { home } = shopWords.value
  const title = useId()
  const roots = categories?.filter(({ parent }) => parent === undefined)
  return (
    <nav class="category-list" aria-labelledby={title}>
      <h2 id={title} class="unseen">
        {home.categories}
      </h2>
      <ul>
        {roots?.map(({ slug, name, count }) => (
          <li key={slug}>
            <a href={`/category/${encodeURIComponent(slug)}`}>
              <span class="category-name">{name}</span>
              <span class="soft figures">{count}</span>
            </a>
          </li>
        ))}
        {!roots &&
          Array.from({ length: SHAPES }, (_, at) => (
            <li key={at} class="category-shape" aria-hidden="true">
              <span> </span>
            </li>
          ))}
        <li>
          <a href="/catalog">
            <span class="category-name">{home.everything}</span>
          </a>
        </li>
      </ul>
    </nav>
  )
}
