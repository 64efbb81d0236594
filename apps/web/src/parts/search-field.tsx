import type { ComponentType } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { words } from '../language.ts'
import { navigate, place } from '../router.tsx'
import { Icon } from './icon.tsx'
import type { HintsProps } from './search-hints.tsx'
import './search-field.css'

const MOST = 100

/** Looks for goods by words; what is nearly meant is offered while one types. */
export function SearchField() {
  const { header } = words.value
  const { pathname, search } = place.value
  const asked = new URLSearchParams(search).get('q') ?? ''
  const [text, setText] = useState(asked)
  const [isOpen, open] = useState(false)
  const [Hints, setHints] = useState<ComponentType<HintsProps>>()
  const field = useRef<HTMLInputElement>(null)
  const keys = useRef<HintsProps['keys']['current']>()
  const list = useId()
  // At another page it begins with what is searched for there
  useEffect(() => {
    setText(asked)
    open(false)
  }, [pathname, asked])
  const begin = () => {
    open(true)
    if (!Hints)
      void import('./search-hints.tsx').then(
        ({ SearchHints }) => setHints(() => SearchHints),
        () => {},
      )
  }
  const go = (path: string) => {
    open(false)
    field.current?.blur()
    navigate(path)
  }
  const isShown = isOpen && Hints !== undefined && text.trim().length > 1
  return (
    // biome-ignore lint/a11y/useSemanticElements: `<search>` is too young for some of Telegram's web views
    <form
      role="search"
      class="search"
      action="/catalog"
      onSubmit={(event) => {
        event.preventDefault()
        const query = text.trim()
        if (!keys.current?.(event) && query) go(`/catalog?${new URLSearchParams({ q: query })}`)
      }}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) open(false)
      }}
    >
      <Icon name="search" />
      <input
        ref={field}
        name="q"
        type="search"
        enterkeyhint="search"
        autocomplete="off"
        maxLength={MOST}
        aria-label={header.search}
        placeholder={header.search}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isShown}
        aria-controls={list}
        value={text}
        onFocus={begin}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value)
          begin()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') open(false)
          else if (isShown) keys.current?.(event)
        }}
      />
      <div id={list} class="search-place">
        {isShown && <Hints text={text.trim()} field={field} keys={keys} go={go} />}
      </div>
    </form>
  )
}
