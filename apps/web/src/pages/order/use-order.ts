import type { Order, Problem } from '@vitrina/contract'
import { useEffect, useState } from 'preact/hooks'
import { knownOrders } from '../../known-orders.ts'
import { locale } from '../../language.ts'
import { followOrder } from '../../parts/live-status.ts'
import { listenToOrder } from '../../parts/order-stream.ts'
import { problemOf } from '../../problem.ts'
import { api } from '../../site.ts'

/** An order of one's own as it is now, for as long as the page is open. */
export function useOrder(number: string) {
  const [order, setOrder] = useState<Order | undefined>(() => knownOrders.find(number))
  const [isMissing, setMissing] = useState(false)
  const [hasTrouble, setTrouble] = useState(false)
  const [problem, setProblem] = useState<Problem>()

  function take(found: Order): void {
    knownOrders.take(found)
    setOrder(found)
    setTrouble(false)
  }

  async function look(): Promise<void> {
    setProblem(undefined)
    await findByNumber(number).then(
      (found) => (found ? take(found) : setMissing(true)),
      (caught) => setProblem(problemOf(caught)),
    )
  }

  const id = order?.id
  useEffect(() => {
    if (!id) void look()
  }, [number])
  useEffect(() => {
    if (!id) return
    const follow = () =>
      followOrder({
        listen: listenToOrder(id),
        ask: () => api.get('/api/orders/:id', { id }),
        tell: (news) => {
          if (news.kind === 'state') take(news.state)
          else if (news.kind === 'trouble') setTrouble(true)
          else if (news.kind === 'gone') setMissing(true)
        },
      })
    let following = follow()
    // A phone freezes the page while its owner is elsewhere, and the stream may be dead on return; what was over may
    // have gone on meanwhile.
    const wake = () => {
      if (document.visibilityState !== 'visible') return
      following.stop()
      following = follow()
      void following.look()
    }
    document.addEventListener('visibilitychange', wake)
    return () => {
      document.removeEventListener('visibilitychange', wake)
      following.stop()
    }
  }, [id, locale.value])

  return { order, isMissing, hasTrouble, problem, look, take }
}

const MOST = 999_999_999

/** People know an order by its number; the history, which is in its order, is asked for the one before the next. */
async function findByNumber(number: string): Promise<Order | undefined> {
  if (!/^\d{1,9}$/.test(number) || Number(number) >= MOST) return undefined
  const { items } = await api.get('/api/orders', { query: { cursor: String(Number(number) + 1), limit: 1 } })
  return items.find((order) => order.number === number)
}
