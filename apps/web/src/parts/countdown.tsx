import { useEffect, useRef, useState } from 'preact/hooks'
import { clockFace, secondsUntil } from '../clock.ts'
import { words } from '../language.ts'

/** Whole seconds left until a moment of the server's, drawn again as each one passes. */
export function useSecondsUntil(iso: string | undefined): number {
  const [, drawWhenNew] = useState<number>()
  useEffect(() => {
    if (!iso) return
    // A tab in the background is woken seldom: the clock is asked each time, never counted.
    const timer = setInterval(() => drawWhenNew(secondsUntil(iso)), 250)
    return () => clearInterval(timer)
  }, [iso])
  // Asked here, too: what was left of another moment must not be drawn for this one.
  return secondsUntil(iso)
}

// Read out at these moments only; every second would drown the page.
const SPOKEN = [120, 60, 30, 10]

interface CountdownProps {
  until: string
  onEnd?: () => void
  /** Read out as it runs low; for the one countdown of a page that matters most. */
  aloud?: boolean
}

/** A visible countdown that a screen reader can ask for. */
export function Countdown({ until, onEnd, aloud = false }: CountdownProps) {
  const left = useSecondsUntil(until)
  const ended = useRef(onEnd)
  ended.current = onEnd
  useEffect(() => {
    if (left === 0) ended.current?.()
  }, [left === 0, until])
  const spoken = aloud && SPOKEN.includes(left) ? words.value.timeLeft(left) : ''
  return (
    <>
      <time class="figures" role="timer" aria-label={words.value.timeLeft(left)}>
        {clockFace(left)}
      </time>
      <span class="unseen" aria-live="polite">
        {spoken}
      </span>
    </>
  )
}
