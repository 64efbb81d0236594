import { useEffect, useRef } from 'preact/hooks'
import { words } from '../../language.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { Countdown, useSecondsUntil } from '../../parts/countdown.tsx'
import { EmptyWindow } from '../../parts/empty-window.tsx'

/** A registration that nothing can finish in the time it has, and when another may begin. */
export function Held({ until }: { until: string }) {
  const { waiting, login } = words.value
  const left = useSecondsUntil(until)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <div class="narrow">
      <EmptyWindow />
      <h1 tabIndex={-1} ref={heading}>
        {waiting.heldHeading}
      </h1>
      <p class="lead">{left ? waiting.heldText : waiting.heldOver}</p>
      {left > 0 && (
        <p>
          {waiting.heldFor} <Countdown until={until} />
        </p>
      )}
      <div class="waiting-else">
        <ButtonLink kind={left ? 'quiet' : 'primary'} href="/register">
          {waiting.startOver}
        </ButtonLink>
        <ButtonLink kind="plain" href="/login">
          {login.submit}
        </ButtonLink>
      </div>
    </div>
  )
}
