import { words } from '../language.ts'
import { ProblemError } from '../problem.ts'
import { Button } from './button.tsx'
import { DeadEnd } from './dead-end.tsx'
import { useRetry } from './use-retry.ts'

/** Not blindly: the browser's own page of a network that is away would take this one's place. */
async function reloadWhenReached(): Promise<void> {
  await fetch('/api/config').then(
    () => location.reload(),
    () => {},
  )
}

/** A page that could not be shown, and the number by which its cause is found in the log. */
export function FaultPage({ caught, onAgain }: { caught: unknown; onAgain?: () => void }) {
  const { fault } = words.value
  const problem = caught instanceof ProblemError ? caught.problem : undefined
  const away = problem?.status === 0
  useRetry(away, onAgain ?? reloadWhenReached)
  return (
    <DeadEnd heading={away ? fault.unreachableTitle : fault.title} sudden>
      <p class="lead">{away ? fault.unreachable : fault.text}</p>
      {problem?.requestId && (
        <p class="soft">
          {fault.request}: <code>{problem.requestId}</code>
        </p>
      )}
      <Button onClick={onAgain ?? (() => location.reload())}>{onAgain ? fault.again : fault.reload}</Button>
    </DeadEnd>
  )
}
