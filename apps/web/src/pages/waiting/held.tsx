import { words } from '../../language.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { Countdown, useSecondsUntil } from '../../parts/countdown.tsx'
import { DeadEnd } from '../../parts/dead-end.tsx'

/** A registration that nothing can finish in the time it has, and when another may begin. */
export function Held({ until, from }: { until: string; from: string }) {
  const { waiting, login } = words.value
  const left = useSecondsUntil(until)
  return (
    <DeadEnd heading={waiting.heldHeading} sudden>
      <p class="lead">{left ? waiting.heldText : waiting.heldOver}</p>
      {left > 0 && (
        <p>
          {waiting.heldFor} <Countdown until={until} />
        </p>
      )}
      <div class="waiting-else">
        <ButtonLink kind={left ? 'quiet' : 'primary'} href={from}>
          {waiting.startOver}
        </ButtonLink>
        <ButtonLink kind="plain" href="/login">
          {login.submit}
        </ButtonLink>
      </div>
    </DeadEnd>
  )
}
