import type { VerificationState } from '@vitrina/contract'
import { useRef, useState } from 'preact/hooks'
import { secondsUntil } from '../../clock.ts'
import type { News } from '../../parts/live-status.ts'
import { useLiveStatus } from '../../parts/use-live-status.ts'
import { underWay } from './under-way.ts'
import { useHold } from './use-hold.ts'

/** A registration as the page knows it: from this browser's memory at first, then live. */
export function useVerification(id: string) {
  const [kept] = useState(() => underWay.read(id))
  const [typedTo] = useState(() => underWay.typedTo(id))
  const [state, setState] = useState<VerificationState | undefined>(kept?.verification)
  const [end, setEnd] = useState<'gone' | 'foreign'>()
  const [trouble, setTrouble] = useState(false)
  const latest = useRef(state)
  const own = useRef<Promise<unknown>>(null)
  const hold = useHold(id, latest)
  const look = useLiveStatus(id, { tell: hear, lookAtOnce: !kept })

  function take(next: VerificationState) {
    latest.current = next
    setState(next)
    underWay.follow(id, next)
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

  return {
    kept,
    typedTo,
    state,
    end,
    trouble,
    ...hold,
    /** Takes what an answer said before the stream does. */
    learn: (part: Partial<VerificationState>) => latest.current && take({ ...latest.current, ...part }),
    look,
    /** A code of this page's own on its way. */
    own,
  }
}

export type Verification = ReturnType<typeof useVerification>
