import type { ComponentProps } from 'preact'
import './button.css'

/** `primary` is the one thing to do here; `quiet` another way; `plain` a word that can be pressed. */
type Kind = 'primary' | 'quiet' | 'plain'

type ButtonProps = Omit<ComponentProps<'button'>, 'class' | 'disabled'> & {
  kind?: Kind
  /** Waiting for an answer: pressing again does nothing, and focus is not lost. */
  busy?: boolean
  /** Not now, for a reason told beside it. */
  paused?: boolean
  wide?: boolean
}

const look = (kind: Kind, wide: boolean) => `button ${kind}${wide ? ' wide' : ''}`

export function Button({
  kind = 'primary',
  busy = false,
  paused = false,
  wide = false,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      class={look(kind, wide)}
      aria-disabled={busy || paused || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy || paused) event.preventDefault()
        else onClick?.(event)
      }}
    />
  )
}

type LinkProps = Omit<ComponentProps<'a'>, 'class'> & { kind?: Kind; wide?: boolean }

/** A link that looks like a button, for what leads elsewhere. */
export function ButtonLink({ kind = 'primary', wide = false, ...rest }: LinkProps) {
  return <a {...rest} class={look(kind, wide)} />
}
