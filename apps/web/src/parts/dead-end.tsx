import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { EmptyWindow } from './empty-window.tsx'
import './dead-end.css'

interface DeadEndProps {
  heading: string
  /** It came in the place of something else: read out from here on, wherever the reader was. */
  sudden?: boolean
  children: ComponentChildren
}

/** A way that leads no further: why, and the ways on, beside a window with nothing in it. */
export function DeadEnd({ heading, sudden = false, children }: DeadEndProps) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (sudden) title.current?.focus()
  }, [sudden])
  return (
    <div class="dead-end">
      <div class="dead-end-words">
        <h1 tabIndex={-1} ref={title}>
          {heading}
        </h1>
        {children}
      </div>
      <EmptyWindow />
    </div>
  )
}
