import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { Icon } from './icon.tsx'
import './sheet.css'

interface SheetProps {
  heading: string
  /** What the cross says. */
  close: string
  onClose: () => void
  children: ComponentChildren
}

/** Something to set over the page, drawn up from its lower edge. */
export function Sheet({ heading, close, onClose, children }: SheetProps) {
  const sheet = useRef<HTMLDialogElement>(null)
  const title = useId()
  useEffect(() => {
    const node = sheet.current
    node?.showModal()
    return () => node?.close()
  }, [])
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
