import { useEffect, useRef } from 'preact/hooks'
import { words } from '../../language.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { EmptyWindow } from '../../parts/empty-window.tsx'
import { draft } from '../register/draft.ts'

/** A registration that will not go on, why, and the way to another try. */
export function EndOfWay({ kind }: { kind: 'expired' | 'denied' | 'foreign' }) {
  const { waiting } = words.value
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const said = {
    expired: [waiting.expiredHeading, draft.read() ? waiting.expiredText : waiting.expiredPlain, waiting.tryAgain],
    denied: [waiting.deniedHeading, waiting.deniedText, waiting.startOver],
    foreign: [waiting.lostHeading, waiting.lostText, waiting.startOver],
  }[kind]
  return (
    <div class="narrow">
      <EmptyWindow />
      <h1 tabIndex={-1} ref={heading}>
        {said[0]}
      </h1>
      <p class="lead">{said[1]}</p>
      <ButtonLink href="/register">{said[2]}</ButtonLink>
    </div>
  )
}
