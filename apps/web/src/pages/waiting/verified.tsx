import type { VerificationState } from '@vitrina/contract'
import { words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { DeadEnd } from '../../parts/dead-end.tsx'
import { Spinner } from '../../parts/spinner.tsx'
import { session } from '../../site.ts'
import { carriedWords } from './carried-words.ts'
import { Used } from './used.tsx'

interface VerifiedProps {
  state: VerificationState
  typedTo: string
  /** Whether its session was looked for. */
  isAsked: boolean
}

/** Proven: the session is on its way here, cannot be asked for now, or was lost on its way. */
export function Verified({ state, typedTo, isAsked }: VerifiedProps) {
  const { status } = session.state.value
  if (isAsked && status === 'guest') return <Used state={state} typedTo={typedTo} />
  const { waiting, fault } = words.value
  return (
    <DeadEnd heading={carriedWords(state.method)?.verified ?? waiting.status.verified} sudden>
      {status === 'unreachable' ? (
        <>
          <p class="lead">{waiting.trouble}</p>
          <Button onClick={() => void session.restore()}>{fault.again}</Button>
        </>
      ) : (
        <Spinner />
      )}
    </DeadEnd>
  )
}
