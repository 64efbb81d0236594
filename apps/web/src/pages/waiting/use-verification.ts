import type { VerificationState } from '@vitrina/contract'
import { useEffect, useRef, useState } from 'preact/hooks'
import { secondsUntil } from '../../clock.ts'
import { api } from '../../site.ts'
import { draft } from '../register/draft.ts'
import { followVerification, listenByEventSource, type News } from './live-status.ts'

// A clock rounds, and the server's own second may end a little later than ours.
const SECOND_LOOK_MS = 2000

/** A registration as the page knows it: from this tab's memory at first, then live. */
export function useVerification(id: string) {
  const [kept] = useState(() => {
    const found = draft.read()
    return found?.verification?.id === id ? found : undefined
  })
  const [state, setState] = useState<VerificationState | undefined>(kept?.verification)
  const [end, setEnd] = useState<'gone' | 'foreign'>()
  const [trouble, setTrouble] = useState(false)
  const latest = useRef(state)
  const follower = useRef<ReturnType<typeof followVerification>>()

  function take(next: VerificationState) {
    latest.current = next
    setState(next)
    const before = draft.read()
    if (before?.verification?.id === id) draft.write({ ...before, verification: { ...before.verification, ...next } })
  }

  function hear(news: News) {
    setTrouble(news.kind === 'trouble')
    if (news.kind === 'state') take(news.state)
    else if (news.kind !== 'trouble') setEnd(news.kind)
    // Nobody answers and the time is over: waiting on would be a lie.
    else if (latest.current && !secondsUntil(latest.current.expiresAt)) setEnd('gone')
  }

  useEffect(() => {
    const following = followVerification({
      listen: listenByEventSource(id),
      ask: () => api.get('/api/auth/verifications/:id', { id }),
      tell: hear,
    })
    follower.current = following
    // A phone freezes the page while its owner is in Telegram; the stream may be dead on return.
    const wake = () => document.visibilityState === 'visible' && void following.look()
    document.addEventListener('visibilitychange', wake)
    if (!kept) void following.look()
    return () => {
      document.removeEventListener('visibilitychange', wake)
      following.stop()
    }
  }, [id])

  return {
    kept,
    state,
    end,
    trouble,
    /** Takes what an answer said before the stream does. */
    learn: (part: Partial<VerificationState>) => latest.current && take({ ...latest.current, ...part }),
    look() {
      void follower.current?.look()
      setTimeout(() => void follower.current?.look(), SECOND_LOOK_MS)
    },
  }
}

export type Verification = ReturnType<typeof useVerification>
