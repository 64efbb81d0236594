import type { Problem, VerificationState } from '@vitrina/contract'
import { useEffect, useRef, useState } from 'preact/hooks'
import { momentIn, secondsUntil } from '../../clock.ts'
import { api } from '../../site.ts'
import { followVerification, listenByEventSource, type News } from './live-status.ts'
import { underWay } from './under-way.ts'

// A clock rounds, and the server's own second may end a little later than ours.
const SECOND_LOOK_MS = 2000

/** Whether a moment comes too late for a registration. */
export const isPastEnd = ({ expiresAt }: VerificationState, moment: string) =>
  Date.parse(moment) >= Date.parse(expiresAt)

/** A registration as the page knows it: from this browser's memory at first, then live. */
export function useVerification(id: string) {
  const [kept] = useState(() => underWay.read(id))
  const [state, setState] = useState<VerificationState | undefined>(kept?.verification)
  const [end, setEnd] = useState<'gone' | 'foreign'>()
  const [heldUntil, setHeldUntil] = useState(kept?.heldUntil)
  const [trouble, setTrouble] = useState(false)
  const latest = useRef(state)
  const follower = useRef<ReturnType<typeof followVerification>>()

  function take(next: VerificationState) {
    latest.current = next
    setState(next)
    const before = underWay.read(id)
    if (next.status === 'verified') underWay.end(id, { isDone: true })
    else if (next.status === 'denied' || next.status === 'expired') underWay.end(id, { isDone: false })
    else if (before) underWay.learn(id, { verification: { ...before.verification, ...next } })
  }

  function hear(news: News) {
    setTrouble(news.kind === 'trouble')
    if (news.kind === 'state') take(news.state)
    else if (news.kind !== 'trouble') leave(news.kind)
    // Nobody answers and the time is over: waiting on would be a lie.
    else if (latest.current && !secondsUntil(latest.current.expiresAt)) leave('gone')
  }

  // To a browser that did not begin it the server says that there is none, however alive it is.
  function leave(news: 'gone' | 'foreign') {
    setEnd(latest.current || underWay.isOurs(id) ? news : 'foreign')
    underWay.end(id, { isDone: false })
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

  function hold(until: string) {
    setHeldUntil(until)
    underWay.learn(id, { heldUntil: until })
  }

  return {
    kept,
    state,
    end,
    heldUntil,
    trouble,
    /** Takes what an answer said before the stream does. */
    learn: (part: Partial<VerificationState>) => latest.current && take({ ...latest.current, ...part }),
    /** Gives the registration up, and says when another may begin. */
    hold,
    /** The same, when the server asks to wait for longer than there is time. */
    holdFor({ retryAfter }: Problem) {
      const until = momentIn(retryAfter ?? 0)
      if (latest.current && isPastEnd(latest.current, until)) hold(until)
    },
    look() {
      void follower.current?.look()
      setTimeout(() => void follower.current?.look(), SECOND_LOOK_MS)
    },
  }
}

export type Verification = ReturnType<typeof useVerification>
