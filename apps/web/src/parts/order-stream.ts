import type { Order } from '@vitrina/contract'
import { api } from '../site.ts'

type Take = (order: Order) => void
type Fail = (dead: boolean) => void

/**
 * The stream of an order. Read by hand: the browser's own streams send no `Authorization`, and there is
 * no cookie that says who asks.
 */
export function listenToOrder(id: string): (take: Take, fail: Fail) => () => void {
  return (take, fail) => {
    const leaving = new AbortController()
    // However it ends, it does not begin again by itself.
    const end = () => {
      if (!leaving.signal.aborted) fail(true)
    }
    api
      .orderEvents(id, leaving.signal)
      .then((response) => readEvents(response, take))
      .then(end, end)
    return () => leaving.abort()
  }
}

async function readEvents({ body }: Response, take: Take): Promise<void> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { done: true }
    if (done) return
    const events = `${text}${value}`.split('\n\n')
    text = events.pop() ?? ''
    for (const event of events) {
      const data = /^data: ?(.*)$/m.exec(event)?.[1]
      if (data) take(JSON.parse(data))
    }
  }
}
