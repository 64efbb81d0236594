import { useEffect, useState } from 'preact/hooks'
import { session } from '../../site.ts'
import type { Verification } from './use-verification.ts'

/**
 * Another tab finished, or the bot's return link did: this one picks the session up. Out: whether it is over and there
 * is none, because the answer that brought it was lost on its way.
 */
export function usePickUp({ state, entering }: Verification): boolean {
  const [isAsked, setAsked] = useState(false)
  const { status } = session.state.value

  async function pickUp() {
    // The stream says it a moment before the code's own answer arrives.
    await entering.current
    if (session.state.peek().status !== 'signedIn') await session.restore()
    setAsked(true)
  }

  useEffect(() => {
    if (state?.status === 'verified') void pickUp()
  }, [state?.status])
  return isAsked && status === 'guest'
}
