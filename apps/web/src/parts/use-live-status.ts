import { useEffect, useRef } from 'preact/hooks'
import { api } from '../site.ts'
import { followVerification, listenByEventSource, type News } from './live-status.ts'

// A clock rounds, and the server's own second may end a little later than ours.
const SECOND_LOOK_MS = 2000

interface Listener {
  tell: (news: News) => void
  /** Nothing is known of it yet: waiting for the first event would leave the page empty. */
  lookAtOnce: boolean
}

/** Follows a registration while the page is open; gives back what looks at it once more. */
export function useLiveStatus(id: string, { tell, lookAtOnce }: Listener): () => void {
  const follower = useRef<ReturnType<typeof followVerification>>()
  useEffect(() => {
    const following = followVerification({
      listen: listenByEventSource(id),
      ask: () => api.get('/api/auth/verifications/:id', { id }),
      tell,
    })
    follower.current = following
    // A phone freezes the page while its owner is in Telegram; the stream may be dead on return.
    const wake = () => document.visibilityState === 'visible' && void following.look()
    document.addEventListener('visibilitychange', wake)
    if (lookAtOnce) void following.look()
    return () => {
      document.removeEventListener('visibilitychange', wake)
      following.stop()
    }
  }, [id])
  return () => {
    void follower.current?.look()
    setTimeout(() => void follower.current?.look(), SECOND_LOOK_MS)
  }
}
