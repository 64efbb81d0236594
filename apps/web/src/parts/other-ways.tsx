import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import './other-ways.css'

interface OtherWaysProps {
  heading: string
  /** Links and buttons; those that are not there leave no gap. */
  children: ComponentChildren[]
}

/** Ways beside the one on the page, each one press away. */
export function OtherWays({ heading, children }: OtherWaysProps) {
  const id = useId()
  const shown = children.flat().filter(Boolean)
  if (!shown.length) return null
  return (
    <nav class="other-ways" aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      <ul>
        {shown.map((way, index) => (
          <li key={index}>{way}</li>
        ))}
      </ul>
    </nav>
  )
}
