import type { VerificationState } from '@vitrina/contract'
import { words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { Spinner } from '../../parts/spinner.tsx'
import { session } from '../../site.ts'
import { carriedWords } from './carried-words.ts'

/** Proven, and the session on its way here. */
export function Verified({ state }: { state: VerificationState }) {
  const { waiting, fault } = words.value
  const isAway = session.state.value.status === 'unreachable'
  return (
    <>
      <p role="status">
        {isAway ? waiting.trouble : (carriedWords(state.method)?.verified ?? waiting.status.verified)}
      </p>
      {isAway ? <Button onClick={() => void session.restore()}>{fault.again}</Button> : <Spinner />}
    </>
  )
}
