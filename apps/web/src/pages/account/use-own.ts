import type { Problem } from '@vitrina/contract'
import { useEffect, useRef, useState } from 'preact/hooks'
import { problemOf } from '../../problem.ts'
import { session } from '../../site.ts'

/** Something of the person's own that a sheet shows: what came, or why it did not. */
export function useOwn<Value>(fetchOwn: () => Promise<Value>) {
  const [value, setValue] = useState<Value>()
  const [problem, setProblem] = useState<Problem>()
  const asked = useRef(0)
  const load = () => {
    const nth = ++asked.current
    // An answer that was overtaken knows less than the one that is shown.
    const ifLast = (settle: () => void) => nth === asked.current && settle()
    // What went wrong stays until it is right: tried again and again, it would flicker.
    const take = (found: Value) => {
      setProblem(undefined)
      setValue(() => found)
    }
    return fetchOwn().then(
      (found) => void ifLast(() => take(found)),
      (caught) => void ifLast(() => setProblem(problemOf(caught))),
    )
  }
  useEffect(() => void load(), [])
  return { value, problem, load }
}

/** The account as the session knows it changes with what is done to it, or of `acts` more was done; what is shown of it follows. */
export function useReloading(load: () => Promise<void>, acts = 0): void {
  const now = session.state.value
  const customer = now.status === 'signedIn' ? now.customer : undefined
  const isFirst = useRef(true)
  useEffect(() => {
    if (!isFirst.current) void load()
    isFirst.current = false
  }, [customer, acts])
}
