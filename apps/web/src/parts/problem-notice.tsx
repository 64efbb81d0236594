import type { Problem } from '@vitrina/contract'
import { useEffect, useState } from 'preact/hooks'
import { momentIn } from '../clock.ts'
import { words } from '../language.ts'
import { UNREACHABLE } from '../problem.ts'
import { Countdown } from './countdown.tsx'
import { Notice } from './notice.tsx'

/** The moment until which the server asked to be left alone; nothing once it has passed. */
export function usePause(problem: Problem | undefined): string | undefined {
  const [until, setUntil] = useState<string>()
  useEffect(() => {
    const seconds = problem?.status === 429 || problem?.status === 503 ? problem.retryAfter : undefined
    if (!seconds) {
      setUntil(undefined)
      return
    }
    setUntil(momentIn(seconds))
    const timer = setTimeout(() => setUntil(undefined), seconds * 1000)
    return () => clearTimeout(timer)
  }, [problem])
  return until
}

/** Why it did not work, in the server's words, and when to come again. */
export function ProblemNotice({ problem, pause }: { problem: Problem | undefined; pause?: string | undefined }) {
  const { network, fault, login } = words.value
  if (!problem) return null
  const unheard = problem.code === UNREACHABLE
  return (
    <Notice tone="bad">
      <p>{unheard ? network : problem.detail || fault.text}</p>
      {pause && (
        <p>
          {login.waitFor} <Countdown until={pause} />
        </p>
      )}
      {problem.status >= 500 && problem.requestId && (
        <p>
          {fault.request}: <code>{problem.requestId}</code>
        </p>
      )}
    </Notice>
  )
}
