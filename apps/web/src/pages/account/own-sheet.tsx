import type { Problem } from '@vitrina/contract'
import type { ComponentChildren } from 'preact'
import { words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { useRetry } from '../../parts/use-retry.ts'

interface OwnSheetProps<Value> {
  own: { value: Value | undefined; problem: Problem | undefined; load: () => Promise<void> }
  lines: number
  children: (value: Value) => ComponentChildren
}

/** What came; until then its outline, and another try when it did not. */
export function OwnSheet<Value>({ own, lines, children }: OwnSheetProps<Value>) {
  const { value, problem, load } = own
  useRetry(value === undefined && problem?.status === 0, load)
  return (
    <>
      <ProblemNotice problem={problem} />
      {value === undefined && !problem && <Skeleton lines={lines} />}
      {value === undefined && problem && (
        <Button kind="quiet" onClick={() => void load()}>
          {words.value.fault.again}
        </Button>
      )}
      {value !== undefined && children(value)}
    </>
  )
}
