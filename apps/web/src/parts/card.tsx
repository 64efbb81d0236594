import type { ComponentChildren } from 'preact'
import './card.css'

/** A sheet of its own on the page. */
export function Card({ children, heading }: { children: ComponentChildren; heading?: string }) {
  return (
    <section class="card">
      {heading && <h2>{heading}</h2>}
      {children}
    </section>
  )
}
