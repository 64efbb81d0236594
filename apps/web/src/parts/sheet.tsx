import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { navigate } from '../router.tsx'
import { Icon } from './icon.tsx'
import './sheet.css'

interface SheetProps {
  heading: string
  /** What the cross says. */
  closeLabel: string
  onClosed: () => void
  children: (close: () => void) => ComponentChildren
}

const address = () => location.pathname + location.search

/**
 * Something to set over the page, drawn up from its lower edge. It is a step of its own: whoever goes back, in the
 * browser or by Telegram's button, closes it and stays on the page.
 */
export function Sheet({ heading, closeLabel, onClosed, children }: SheetProps) {
  const sheet = useRef<HTMLDialogElement>(null)
  const openedAt = useRef('')
  const isClosing = useRef(false)
  const title = useId()
  useEffect(() => {
    const node = sheet.current
    node?.showModal()
    openedAt.current = address()
    navigate(openedAt.current, { stay: true, over: true })
    return () => node?.close()
  }, [])
  const closed = useRef(onClosed)
  closed.current = onClosed
  useEffect(() => {
    // At once, before the page is drawn anew: nothing under an open sheet can be given the focus. Heard by one listener
    // all along: the page may be drawn while the step is being told, and who is added meanwhile is not told of it.
    const hear = () => closed.current()
    addEventListener('popstate', hear)
    return () => removeEventListener('popstate', hear)
  }, [])
  // Where something was changed its step stays, to be taken back.
  const close = () => {
    if (address() !== openedAt.current) onClosed()
    else if (!isClosing.current) history.back()
    // Pressed twice it would lead two steps back.
    isClosing.current = true
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard closes it by Escape and by its cross
    <dialog
      class="sheet"
      ref={sheet}
      aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
      onClick={(event) => {
        if (event.target === sheet.current) close()
      }}
    >
      <div class="sheet-inner">
        <header class="sheet-head">
          <h2 id={title}>{heading}</h2>
          <button type="button" class="sheet-close" aria-label={closeLabel} onClick={close}>
            <Icon name="cross" />
          </button>
        </header>
        {children(close)}
      </div>
    </dialog>
  )
}
