import type { Problem } from '@vitrina/contract'
import { useEffect, useState } from 'preact/hooks'
import { problemOf } from '../../problem.ts'

/** Something of the person's own that a sheet shows: what came, or why it did not. */
export function useOwn<Value>(fetchOwn: () => Promise<Value>) {
  const [value, setValue] = useState<Value>()
  const [problem, setProblem] = useState<Problem>()
  const load = () => {
    // What went wrong stays until it is right: tried again and again, it would flicker.
    const take = (found: Value) => {
      setProblem(undefined)
      setValue(() => found)
    }
    return fetchOwn().then(take, (caught) => setProblem(problemOf(caught)))
  }
  useEffect(() => void load(), [])
  return { value, problem, load }
}
