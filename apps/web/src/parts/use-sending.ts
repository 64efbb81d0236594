import type { Problem } from '@vitrina/contract'
import { useState } from 'preact/hooks'
import { problemOf } from '../problem.ts'
import { usePause } from './problem-notice.tsx'

/**
 * One thing being sent at a time: whether it is under way, why it failed, and until when the
 * server asked to wait. What was typed is the form's own and is never touched.
 */
export function useSending() {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const pause = usePause(problem)

  /** Runs the act unless one is under way; a refusal goes to `refuse`, or is shown whole. */
  async function send(act: () => Promise<void>, refuse: (problem: Problem) => void = setProblem): Promise<void> {
    if (busy || pause) return
    setBusy(true)
    setProblem(undefined)
    try {
      await act()
    } catch (caught) {
      refuse(problemOf(caught))
    } finally {
      setBusy(false)
    }
  }

  return { busy, problem, pause, send, show: setProblem }
}

export type Sending = ReturnType<typeof useSending>
