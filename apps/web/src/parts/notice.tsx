import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import './notice.css'

interface NoticeProps {
  tone?: 'calm' | 'bad'
  children: ComponentChildren
}

/** Something the person should know here and now. A bad one is read out as it appears. */
export function Notice({ tone = 'calm', children }: NoticeProps) {
  return (
    <div class={`notice ${tone}`} role={tone === 'bad' ? 'alert' : undefined}>
      {tone === 'bad' && <Icon name="alert" />}
      <div>{children}</div>
    </div>
  )
}
