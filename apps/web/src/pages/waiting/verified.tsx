import type { VerificationState } from '@vitrina/contract'
import { words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { DeadEnd } from '../../parts/dead-end.tsx'
import { Spinner } from '../../parts/spinner.tsx'
import type { PickUp } from '../../parts/use-pick-up.ts'
import { useRetry } from '../../parts/use-retry.ts'
import { session } from '../../site.ts'
import { carriedWords } from './carried-words.ts'
import { Used } from './used.tsx'

interface VerifiedProps {
  state: VerificationState
  typedTo: string
  pickUp: PickUp
}

/** Proven: the session is on its way here, cannot be asked for now, or was lost on its way. */
export function Verified({ state, typedTo, pickUp: { step, again } }: VerifiedProps) {
  const { status } = session.state.value
  const isAway = status === 'unreachable'
  useRetry(isAway, again)
  if (step !== 'asking' && status === 'guest') return <Used state={state} typedTo={typedTo} />
  const { waiting, fault } = words.value
  return (
    <DeadEnd heading={carriedWords(state.method)?.verified ?? waiting.status.verified} sudden>
      {isAway ? (
        <>
          <p class="lead">{waiting.trouble}</p>
          <Button onClick={again}>{fault.again}</Button>
        </>
      ) : (
        <Spinner />
      )}
    </DeadEnd>
  )
}
