import type { Customer } from '@vitrina/contract'
import { useEffect, useRef } from 'preact/hooks'
import { cabinet } from '../../cabinet-words.ts'
import { Button } from '../../parts/button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { passkeyPlace } from '../../parts/passkey-ceremony.ts'
import { loadPasskeys } from '../../parts/passkey-store.ts'
import { cameOver, closeJoinNews, joinNews, leftBehind, lookForJoin } from './join-news.ts'

/** Says that two accounts of the person have just become one, wherever that was proven, and what came of it. */
export function JoinNotice({ customer }: { customer: Customer }) {
  const { joined } = cabinet.value
  const entry = joinNews.value
  const box = useRef<HTMLElement>(null)
  // Without an answer the log below says the same, and why there is none.
  useEffect(() => void lookForJoin().catch(() => {}), [customer])
  useEffect(() => {
    if (!entry) return
    box.current?.scrollIntoView({ block: 'nearest' })
    // What opened the other opens this one too.
    if (passkeyPlace() !== 'nowhere') void loadPasskeys().catch(() => {})
  }, [entry])
  const came = entry && cameOver(entry.details)
  const left = entry && leftBehind(entry.details)
  return (
    <section class="join-news" role="status" ref={box} aria-label={entry && joined.heading}>
      {entry && (
        <Notice>
          <h2>{joined.heading}</h2>
          <p>{joined.text}</p>
          {came && <p>{joined.came(came)}</p>}
          {left && <p>{joined.left(left)}</p>}
          <p>{joined.passkeys}</p>
          <p>{joined.undo}</p>
          <Button kind="plain" onClick={closeJoinNews}>
            {joined.fine}
          </Button>
        </Notice>
      )}
    </section>
  )
}
