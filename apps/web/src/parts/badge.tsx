import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import './badge.css'

/** A word about the state of something, beside it. */
export function Badge({ good = false, children }: { good?: boolean; children: ComponentChildren }) {
  return (
    <span class={good ? 'badge good' : 'badge'}>
      {good && <Icon name="check" size={14} />}
      {children}
    </span>
  )
}
