import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { place } from '../router.tsx'
import { Icon } from './icon.tsx'
import './sheet.css'

interface SheetProps {
  heading: string
  /** What the cross says. */
  close: string
  onClose: () => void
  children: ComponentChildren
}

/** Something to set over the page, drawn up from its lower edge; a step back closes it. */
export function Sheet({ heading, close, onClose, children }: SheetProps) {
  const sheet = useRef<HTMLDialogElement>(null)
  const title = useId()
  useEffect(() => {
    const node = sheet.current
    node?.showModal()
    return () => node?.close()
  }, [])
  useEffect(() => {
    const opened = place.peek()
    // At once, before the page is drawn anew: nothing under an open sheet can be given the focus.
    return place.subscribe((now) => now !== opened && now.by === 'back' && onClose())
  }, [onClose])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard closes it by Escape and by its cross
    <dialog
      class="sheet"
      ref={sheet}
      aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === sheet.current) onClose()
      }}
    >
      <div class="sheet-inner">
        <header class="sheet-head">
          <h2 id={title}>{heading}</h2>
          <button type="button" class="sheet-close" aria-label={close} onClick={onClose}>
            <Icon name="cross" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
