import type { Category } from '@vitrina/contract'
import { shopWords } from '../../shop-words.ts'
import { type Wish, wishPath } from './wish.ts'

/** The categories above this one, from the whole catalogue down. */
export function Path({ wish, categories }: { wish: Wish; categories: readonly Category[] }) {
  const { list } = shopWords.value
  const above: Category[] = []
  for (let at = parentOf(wish.category, categories); at && !above.includes(at); at = parentOf(at.slug, categories))
    above.unshift(at)
  if (!wish.category && !wish.q) return null
  return (
    <nav class="path" aria-label={list.path}>
      <ol>
        <li>
          <a href="/catalog">{list.title}</a>
        </li>
        {above.map(({ slug, name }) => (
          <li key={slug}>
            <a href={wishPath({ category: slug })}>{name}</a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function parentOf(slug: string | undefined, categories: readonly Category[]): Category | undefined {
  const parent = categories.find((category) => category.slug === slug)?.parent
  return parent === undefined ? undefined : categories.find((category) => category.slug === parent)
}
