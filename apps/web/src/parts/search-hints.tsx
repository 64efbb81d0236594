import type { ProductList } from '@vitrina/contract'
import type { MutableRef } from 'preact/hooks'
import { useEffect, useId, useState } from 'preact/hooks'
import { askEarly, useKnown } from '../known.ts'
import { askProducts } from '../questions.ts'
import { openShopWords, shopWords } from '../shop-words.ts'
import { Picture } from './picture.tsx'
import { priceText } from './price-text.ts'
import { productPath } from './product-card.tsx'

export interface HintsProps {
  text: string
  field: MutableRef<HTMLInputElement | null>
  /** What the field's keys do here; true when one was taken. */
  keys: MutableRef<((event: Event) => boolean) | undefined>
  go: (path: string) => void
}

const PAUSE_MS = 160
const SHOWN = '5'

/** What is nearly meant by what is typed so far: sections, goods, and all that is found. */
export function SearchHints(props: HintsProps) {
  const [asked, ask] = useState<string>()
  const { text } = props
  useEffect(() => {
    const timer = setTimeout(() => {
      const question = askProducts({ q: text, limit: SHOWN })
      void Promise.all([openShopWords(), askEarly(question)]).then(() => ask(text))
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return asked === undefined ? null : <Answered {...props} asked={asked} />
}

interface Hint {
  path: string
  name: string
  more?: string
  card?: ProductList['items'][number]
}

function Answered({ asked, text, field, keys, go }: HintsProps & { asked: string }) {
  const { search } = shopWords.value
  const { data } = useKnown(askProducts({ q: asked, limit: SHOWN }))
  const [at, setAt] = useState(-1)
  const id = useId()
  const hints = hintsOf(data, { asked, everything: search.everything(asked) })
  // What was marked stood in another list
  useEffect(() => setAt(-1), [asked])
  useEffect(() => {
    if (at < 0) field.current?.removeAttribute('aria-activedescendant')
    else field.current?.setAttribute('aria-activedescendant', `${id}-${at}`)
    return () => field.current?.removeAttribute('aria-activedescendant')
  }, [at, id, field])
  keys.current = (event) => {
    const key = event instanceof KeyboardEvent ? event.key : 'Enter'
    const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
    const marked = hints[at]
    if (step) setAt((now) => ((now + step + 1 + hints.length + 1) % (hints.length + 1)) - 1)
    else if (key === 'Enter' && event.type === 'submit' && marked && asked === text) go(marked.path)
    else return false
    event.preventDefault()
    return true
  }
  useEffect(
    () => () => {
      keys.current = undefined
    },
    [keys],
  )
  return (
    <>
      <p class="unseen" role="status">
        {search.hintCount(hints.length)}
      </p>
      <div class="search-hints" role="listbox" aria-label={search.hints}>
        {hints.map((hint, nth) => (
          <HintLine key={hint.path} id={`${id}-${nth}`} hint={hint} isMarked={nth === at} go={go} />
        ))}
      </div>
    </>
  )
}

function hintsOf(data: ProductList | undefined, { asked, everything }: { asked: string; everything: string }): Hint[] {
  const all = { path: `/catalog?${new URLSearchParams({ q: asked })}`, name: everything }
  if (!data || data.total === 0) return [all]
  const folded = asked.toLowerCase()
  const named = data.facets.categories.filter(({ name }) => name.toLowerCase().includes(folded)).slice(0, 2)
  return [
    ...named.map(({ slug, name, count }) => ({
      path: `/category/${encodeURIComponent(slug)}`,
      name,
      more: String(count),
    })),
    ...data.items.map((card) => ({ path: productPath(card), name: card.name, more: priceText(card.price), card })),
    { ...all, more: String(data.total) },
  ]
}

interface HintLineProps {
  id: string
  hint: Hint
  isMarked: boolean
  go: (path: string) => void
}

function HintLine({ id, hint, isMarked, go }: HintLineProps) {
  const { path, name, more, card } = hint
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's, which keeps the focus
    // biome-ignore lint/a11y/useFocusableInteractive: pointed at by the field, which keeps the focus
    <div
      id={id}
      class="search-hint"
      role="option"
      aria-selected={isMarked}
      // The field must not lose the focus before the click has come.
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => go(path)}
    >
      {card && (
        <span class="search-picture">
          <Picture image={card.image} sizes="48px" silent />
        </span>
      )}
      <span class="search-name">{name}</span>
      {more && <span class="soft figures">{more}</span>}
    </div>
  )
}
