import type { Problem } from '@vitrina/contract'
import { useState } from 'preact/hooks'
import { problemOf } from '../problem.ts'
import { usePause } from './problem-notice.tsx'

/**
 * One thing being sent at a time: whether it is under way, why it failed, and until when the
 * server asked to wait. What was typed is the form's own and is never touched. A 429 may be for
 * one person alone: `text` names them, `asSent` says who that is however it is written, and of
 * another nothing was said yet. When all of a network have to wait, the next answer says it again.
 */
export function useSending(text = '', asSent = (text: string) => text) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [asked, setAsked] = useState(text)
  const isOfAnother = problem?.status === 429 && asSent(asked) !== asSent(text)
  const until = usePause(problem)
  const pause = isOfAnother ? undefined : until

  /** Runs the act unless one is under way; a refusal goes to `refuse`, or is shown whole. */
  async function send(act: () => Promise<void>, refuse: (problem: Problem) => void = setProblem): Promise<void> {
    if (busy || pause) return
    setBusy(true)
    setAsked(text)
    setProblem(undefined)
    try {
      await act()
    } catch (caught) {
      refuse(problemOf(caught))
    } finally {
      setBusy(false)
    }
  }

  return { busy, problem: isOfAnother ? undefined : problem, pause, send, show: setProblem }
}

export type Sending = ReturnType<typeof useSending>
