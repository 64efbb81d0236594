import type { AskQuote, Problem, Quote } from '@vitrina/contract'
import { useEffect, useRef, useState } from 'preact/hooks'
import { locale } from '../../language.ts'
import { problemOf } from '../../problem.ts'
import { api } from '../../site.ts'

const TYPING_MS = 400

/**
 * What the cart would cost as things are chosen, asked anew with every change; while an address is being
 * typed, when the typing rests. Of answers that overtake each other the latest question's counts.
 */
export function useQuote(ask: AskQuote) {
  const [quote, setQuote] = useState<Quote>()
  const [problem, setProblem] = useState<Problem>()
  const [isStale, setStale] = useState(true)
  const turn = useRef(0)
  const methodId = ask.delivery?.methodId
  const address = JSON.stringify(ask.address)

  async function look(): Promise<void> {
    const mine = ++turn.current
    setStale(true)
    await api.post('/api/checkout/quote', { body: ask }).then(
      (found) => mine === turn.current && take(found),
      (caught) => mine === turn.current && setProblem(problemOf(caught)),
    )
  }

  function take(found: Quote): void {
    turn.current++
    setQuote(found)
    setProblem(undefined)
    setStale(false)
  }

  const before = useRef(address)
  useEffect(() => {
    const isTyped = before.current !== address
    before.current = address
    if (!isTyped) return void look()
    const timer = setTimeout(() => void look(), TYPING_MS)
    return () => clearTimeout(timer)
  }, [methodId, address, locale.value])

  return { quote, problem, isStale, look, take }
}
