import type { Facets } from '@vitrina/contract'
import { minorDigits } from '@vitrina/contract/minor-digits'
import { readAttributes } from '@vitrina/contract/product-wishes'
import { useId } from 'preact/hooks'
import { findPlace, navigate } from '../../router.tsx'
import { shop } from '../../shop.ts'
import { shopWords } from '../../shop-words.ts'
import { readWish, rewish, toggleAttribute, type Wish, wishPath } from './wish.ts'
import './filters.css'

type Changes = Parameters<typeof rewish>[1]
type Change = Changes | ((now: Wish) => Changes)

/**
 * Shows the same list as it is with that changed; a step back takes it back, with all that was changed `inSameStep`.
 * What is changed is the wish in the address: the one on the page may be a press behind.
 */
export function changeWish(change: Change, { inSameStep = false } = {}): void {
  const now = readWish(findPlace(location.pathname).params.slug, location.search)
  const changes = typeof change === 'function' ? change(now) : change
  const path = wishPath(rewish(now, changes))
  // A step back to the very same list would seem to do nothing.
  navigate(path, { replace: inSameStep || path === wishPath(now), stay: true })
}

interface FiltersProps {
  wish: Wish
  facets: Facets | undefined
  onChange?: (change: Change) => void
}

/** What the list can be narrowed by. */
export function Filters({ wish, facets, onChange = (change) => changeWish(change) }: FiltersProps) {
  const { filters } = shopWords.value
  return (
    <div class="filters">
      <PriceRange wish={wish} facets={facets} onChange={onChange} />
      <fieldset>
        <legend>{filters.only}</legend>
        <Switch wish={wish} name="inStock" count={facets?.inStock} onChange={onChange} />
        <Switch wish={wish} name="onSale" count={facets?.onSale} onChange={onChange} />
      </fieldset>
      {facets?.attributes.map((attribute) => (
        <AttributeValues key={attribute.name} wish={wish} attribute={attribute} onChange={onChange} />
      ))}
    </div>
  )
}

interface AttributeProps {
  wish: Wish
  attribute: Facets['attributes'][number]
  onChange: (change: Change) => void
}

function AttributeValues({ wish, attribute, onChange }: AttributeProps) {
  const { name, values } = attribute
  const chosen = readAttributes(wish.attributes ?? '')?.find((one) => one.name === name)?.values ?? []
  return (
    <fieldset>
      <legend>{name}</legend>
      {values.map(({ value, count }) => (
        <label class="filter-switch" key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={() => onChange((now) => ({ attributes: toggleAttribute(now, name, value) }))}
          />
          <span>{value}</span>
          <span class="soft figures">{count}</span>
        </label>
      ))}
    </fieldset>
  )
}

interface SwitchProps {
  wish: Wish
  name: 'inStock' | 'onSale'
  /** How many would be left. */
  count: number | undefined
  onChange: (change: Change) => void
}

function Switch({ wish, name, count, onChange }: SwitchProps) {
  const isOn = wish[name] === 'true'
  return (
    <label class="filter-switch">
      <input type="checkbox" checked={isOn} onChange={() => onChange({ [name]: isOn ? undefined : 'true' })} />
      <span>{shopWords.value.filters[name]}</span>
      <span class="soft figures">{count}</span>
    </label>
  )
}

function PriceRange({ wish, facets, onChange }: Required<FiltersProps>) {
  const { filters } = shopWords.value
  const unit = 10 ** minorDigits(shop.value.currency)
  const shown = (minor: string | undefined) => (minor ? String(Math.round(Number(minor) / unit)) : '')
  const take = (name: 'minPrice' | 'maxPrice') => (event: { currentTarget: HTMLInputElement }) => {
    // «1,50» is not a hundred and fifty.
    const typed = event.currentTarget.value
      .replace(/[.,]\d{0,2}$/, '')
      .replace(/\D/g, '')
      .slice(0, 10)
    onChange({ [name]: typed && String(Number(typed) * unit) })
  }
  const { min, max } = facets?.price ?? {}
  return (
    <fieldset>
      <legend>{filters.price}</legend>
      <div class="filter-price">
        <Amount
          label={filters.from}
          value={shown(wish.minPrice)}
          hint={min && Math.floor(min.amountMinor / unit)}
          onTyped={take('minPrice')}
        />
        <Amount
          label={filters.to}
          value={shown(wish.maxPrice)}
          hint={max && Math.ceil(max.amountMinor / unit)}
          onTyped={take('maxPrice')}
        />
      </div>
    </fieldset>
  )
}

interface AmountProps {
  label: string
  value: string
  /** What it is when nothing is said. */
  hint: number | undefined
  onTyped: (event: { currentTarget: HTMLInputElement }) => void
}

function Amount({ label, value, hint, onTyped }: AmountProps) {
  const id = useId()
  return (
    <div class="filter-amount">
      <label for={id}>{label}</label>
      <input
        id={id}
        inputMode="numeric"
        autocomplete="off"
        value={value}
        placeholder={hint === undefined ? '' : String(hint)}
        onChange={onTyped}
      />
    </div>
  )
}
