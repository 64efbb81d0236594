import type { Order, Problem } from '@vitrina/contract'
import { useEffect, useState } from 'preact/hooks'
import { locale } from '../../language.ts'
import { useSending } from '../../parts/use-sending.ts'
import { problemOf } from '../../problem.ts'
import { api } from '../../site.ts'

const PAGE = 10

/** The orders of whoever is here, the latest first, a page at a time. */
export function useHistory() {
  const [found, setFound] = useState<Order[]>()
  const [cursor, setCursor] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem>()
  const sending = useSending()

  async function read(from?: string): Promise<void> {
    const { items, nextCursor } = await api.get('/api/orders', { query: { limit: PAGE, cursor: from } })
    setProblem(undefined)
    setFound((before = []) => (from ? [...before, ...items] : items))
    setCursor(nextCursor)
  }

  /** How the latest stand now, and those that came meanwhile; what else is shown stays, and so does its place. */
  async function readAgain(): Promise<void> {
    const { items } = await api.get('/api/orders', { query: { limit: PAGE } })
    const fresh = new Set(items.map(({ id }) => id))
    setFound((before) => before && [...items, ...before.filter(({ id }) => !fresh.has(id))])
  }

  const look = () => void read().catch((caught) => setProblem(problemOf(caught)))
  useEffect(look, [locale.value])
  useEffect(() => {
    // Another tab may have changed them, or the shop. Without an answer those of before are still shown.
    const wake = () => document.visibilityState === 'visible' && void readAgain().catch(() => {})
    document.addEventListener('visibilitychange', wake)
    return () => {
      document.removeEventListener('visibilitychange', wake)
    }
  }, [])

  return {
    found,
    problem,
    hasMore: cursor !== null,
    sending,
    more: () => void sending.send(() => read(cursor ?? undefined)),
    look,
  }
}
