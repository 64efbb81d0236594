import { Fragment } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { ChatView } from '../../src/control/page-types.ts'
import { dayText, isToday } from '../dates.ts'
import { bot } from '../model.ts'
import { words } from '../words.ts'
import { Bubble } from './bubble.tsx'

/** The messages, newest at the bottom and in sight unless one has scrolled away to read. */
export function MessageList({ chat }: { chat: ChatView | undefined }) {
  const list = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const toEnd = () => {
    const element = list.current
    if (element && atEnd.current) element.scrollTop = element.scrollHeight
  }
  useLayoutEffect(toEnd)
  useEffect(() => {
    // The bot's keyboard opens a moment after its message has come, and takes the room of it.
    const observer = new ResizeObserver(toEnd)
    if (list.current) observer.observe(list.current)
    return () => observer.disconnect()
  }, [])
  return (
    <div
      class="messages"
      ref={list}
      onScroll={({ currentTarget: element }) => {
        atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 80
      }}
    >
      {chat?.messages.length === 0 && <Nothing />}
      <Log chat={chat} />
    </div>
  )
}

function Nothing() {
  const t = words()
  return (
    <div class="empty">
      <h2>{bot.value?.description ? t.whatCanBotDo : t.emptyTitle}</h2>
      <p>{bot.value?.description || t.emptyChat}</p>
    </div>
  )
}

function Log({ chat }: { chat: ChatView | undefined }) {
  const t = words()
  let day = ''
  return (
    <div
      role="log"
      aria-label={t.messages}
      aria-live="polite"
      aria-busy={chat === undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must be able to
      tabIndex={0}
      class="log"
    >
      {chat?.messages.map((message) => {
        const today = dayOf(message.date, t.today)
        const separator = today !== day && <div class="day">{today}</div>
        day = today
        return (
          <Fragment key={message.id}>
            {separator}
            <Bubble message={message} />
          </Fragment>
        )
      })}
    </div>
  )
}

function dayOf(date: number, today: string): string {
  const day = new Date(date * 1000)
  return isToday(day) ? today : dayText(day)
}
