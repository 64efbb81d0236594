import type { ProductList } from '@vitrina/contract'
import { productSorts } from '@vitrina/contract/product-wishes'
import { useState } from 'preact/hooks'
import { Button } from '../../parts/button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { priceText } from '../../parts/price-text.ts'
import { Sheet } from '../../parts/sheet.tsx'
import { shop } from '../../shop.ts'
import { shopWords } from '../../shop-words.ts'
import { changeWish, Filters } from './filters.tsx'
import { type Filter, filtersOf, toggleAttribute, type Wish } from './wish.ts'

const none = {
  ...{ minPrice: undefined, maxPrice: undefined, inStock: undefined, onSale: undefined },
  attributes: undefined,
}

/** Above the list: the way to the filters where they are not in sight, what is on of them, and the order. */
export function FilterBar({ wish, found }: { wish: Wish; found: ProductList | undefined }) {
  const { filters } = shopWords.value
  const [isOpen, open] = useState(false)
  // What is chosen while it is open is one step, the one that it was opened by.
  const change = (made: Parameters<typeof changeWish>[0]) => changeWish(made, { inSameStep: true })
  const chosen = filtersOf(wish)
  return (
    <div class="filter-bar">
      <button type="button" class="chip filter-open" aria-haspopup="dialog" onClick={() => open(true)}>
        <Icon name="sliders" size={18} />
        {filters.open(chosen.length)}
      </button>
      <Order wish={wish} />
      {chosen.length > 0 && (
        <ul class="filter-chosen" aria-label={filters.chosen}>
          {chosen.map((filter) => (
            <Chosen key={JSON.stringify(filter)} wish={wish} filter={filter} />
          ))}
        </ul>
      )}
      {isOpen && (
        <Sheet heading={filters.title} closeLabel={filters.close} onClosed={() => open(false)}>
          {(close) => (
            <>
              <Filters wish={wish} facets={found?.facets} onChange={change} />
              <div class="sheet-end">
                {chosen.length > 0 && (
                  <Button kind="quiet" onClick={() => change(none)}>
                    {filters.clear}
                  </Button>
                )}
                <Button onClick={close}>{filters.show(found?.total ?? 0)}</Button>
              </div>
            </>
          )}
        </Sheet>
      )}
    </div>
  )
}

function Order({ wish }: { wish: Wish }) {
  const { filters } = shopWords.value
  return (
    <div class="order">
      <select
        aria-label={filters.sort}
        value={wish.sort ?? ''}
        onChange={({ currentTarget }) =>
          changeWish({ sort: (currentTarget.value || undefined) as Wish['sort'] | undefined })
        }
      >
        {wish.q ? <option value="">{filters.fit}</option> : null}
        {productSorts.map((sort) => (
          <option key={sort} value={sort === 'popular' && !wish.q ? '' : sort}>
            {filters.sorts[sort]}
          </option>
        ))}
      </select>
      <Icon name="down" size={18} />
    </div>
  )
}

function Chosen({ wish, filter }: { wish: Wish; filter: Filter }) {
  const { filters } = shopWords.value
  const label = textOf(filter, wish)
  return (
    <li>
      <button
        type="button"
        class="chip"
        aria-label={filters.remove(label)}
        onClick={() => changeWish((now) => without(filter, now))}
      >
        <span class="figures">{label}</span>
        <Icon name="cross" size={16} />
      </button>
    </li>
  )
}

function textOf(filter: Filter, wish: Wish): string {
  if (filter.kind === 'attribute') return `${filter.name}: ${filter.value}`
  return filter.kind === 'price' ? rangeText(wish) : shopWords.value.filters[filter.kind]
}

function without(filter: Filter, now: Wish): { [name in keyof Wish]: Wish[name] | undefined } {
  if (filter.kind === 'price') return { minPrice: undefined, maxPrice: undefined }
  if (filter.kind === 'attribute') return { attributes: toggleAttribute(now, filter.name, filter.value) }
  return { [filter.kind]: undefined }
}

function rangeText({ minPrice, maxPrice }: Wish): string {
  const { filters } = shopWords.value
  const text = (minor: string) => priceText({ amountMinor: Number(minor), currency: shop.value.currency })
  if (minPrice && maxPrice) return `${text(minPrice)} – ${text(maxPrice)}`
  return minPrice ? `${filters.from} ${text(minPrice)}` : `${filters.to} ${text(maxPrice ?? '')}`
}
