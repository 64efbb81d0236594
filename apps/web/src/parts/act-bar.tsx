import type { ComponentChildren } from 'preact'
import './act-bar.css'

/** The one thing to do on a long page, at the lower edge of a narrow screen; a wide one has it elsewhere. */
export function ActBar({ children }: { children: ComponentChildren }) {
  return <div class="act-bar">{children}</div>
}
