import type { ProductList } from '@vitrina/contract'
import { useEffect, useRef } from 'preact/hooks'
import type { Asked } from '../../known.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { CardGrid, CardGridShape } from '../../parts/card-grid.tsx'
import { FaultPage } from '../../parts/fault-page.tsx'
import { Notice } from '../../parts/notice.tsx'
import { ProblemError } from '../../problem.ts'
import { shopWords } from '../../shop-words.ts'
import { furtherOf, goFurther } from './further.ts'
import { filtersOf, type Wish, wishPath } from './wish.ts'

interface ListingProps {
  wish: Wish
  query: Record<string, string>
  found: Asked<ProductList>
}

const SEEN_AT_ONCE = 4

/** The products that match, more of them as one comes to their end. */
export function Listing({ wish, query, found }: ListingProps) {
  const { list } = shopWords.value
  const { data, problem, isOld, again } = found
  if (!data && problem) return <FaultPage caught={new ProblemError(problem)} onAgain={again} />
  if (!data) return <CardGridShape count={12} />
  if (data.total === 0) return <Nothing wish={wish} />
  const further = furtherOf(JSON.stringify(query))
  return (
    <div class="listing" aria-busy={isOld}>
      {problem && <Notice>{list.refreshFailed}</Notice>}
      <CardGrid cards={[...data.items, ...further.value.cards]} eager={SEEN_AT_ONCE} />
      <More wish={wish} further={further} go={() => goFurther(further, { query, first: data })} first={data} />
    </div>
  )
}

interface MoreProps {
  wish: Wish
  further: ReturnType<typeof furtherOf>
  first: ProductList
  go: () => Promise<void>
}

/** The way on: taken by itself as it comes near, and a link for whoever would rather press it, or open it elsewhere. */
function More({ wish, further, first, go }: MoreProps) {
  const { list } = shopWords.value
  const { cursor = first.nextCursor, hasFailed, isBusy } = further.value
  const place = useRef<HTMLDivElement>(null)
  const latest = useRef(go)
  latest.current = go
  useEffect(() => {
    const node = place.current
    if (!node || !cursor || hasFailed) return
    const watch = new IntersectionObserver(([seen]) => seen?.isIntersecting && void latest.current(), {
      rootMargin: '600px',
    })
    watch.observe(node)
    return () => watch.disconnect()
  }, [cursor, hasFailed])
  if (!cursor) return null
  const press = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    void go()
  }
  return (
    <div class="listing-more" ref={place}>
      {hasFailed && <p role="alert">{list.moreFailed}</p>}
      <ButtonLink kind="quiet" href={wishPath({ ...wish, cursor })} aria-busy={isBusy || undefined} onClick={press}>
        {list.more}
      </ButtonLink>
    </div>
  )
}

function Nothing({ wish }: { wish: Wish }) {
  const { list, product } = shopWords.value
  const isNarrowed = filtersOf(wish).length > 0
  const [heading, text] = wish.q || isNarrowed ? [list.nothing, list.nothingText] : [list.empty, list.emptyText]
  const { category, q, sort } = wish
  const wider = { ...(category && { category }), ...(q && { q }), ...(sort && { sort }) }
  return (
    <div class="listing-nothing">
      <h2>{heading}</h2>
      <p class="soft">{isNarrowed ? list.nothingFits : text}</p>
      <ButtonLink kind="quiet" href={isNarrowed ? wishPath(wider) : '/catalog'}>
        {isNarrowed ? shopWords.value.filters.clear : product.toCatalog}
      </ButtonLink>
    </div>
  )
}
