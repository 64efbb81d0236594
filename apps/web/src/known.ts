import { type Signal, signal } from '@preact/signals'
import type { Problem } from '@vitrina/contract'
import { useEffect, useRef } from 'preact/hooks'
import { firstSpoken, locale } from './language.ts'
import { problemOf } from './problem.ts'

/** What the server was asked, as far as it has answered. */
export interface Known<T> {
  data?: T
  problem?: Problem
}

interface Entry<T> {
  state: Signal<Known<T>>
  at: number
  flight?: Promise<void> | undefined
}

/** A question: its name, and how it is asked. */
export interface Question<T> {
  key: string
  ask: () => Promise<T>
}

const MOST = 80
// Shown again within this without asking; older it is shown too, and asked for anew beside.
const FRESH_MS = 20_000
// So long a page may wait for its answer before it is drawn without: a shape that flashes by is worse.
const PATIENCE_MS = 250

const entries = new Map<string, Entry<unknown>>()

function entryOf<T>(key: string): Entry<T> {
  const name = `${locale.value} ${key}`
  const entry = (entries.get(name) ?? { state: signal({}), at: 0 }) as Entry<T>
  // The latest last, so that the first is what nobody has looked at for long.
  entries.delete(name)
  entries.set(name, entry as Entry<unknown>)
  const [oldest] = entries.keys()
  if (entries.size > MOST && oldest !== undefined) entries.delete(oldest)
  return entry
}

// That there is no such thing is an answer too; any other problem may have passed.
const MISSING = 404
const isAnswered = ({ data, problem }: Known<unknown>) => data !== undefined || problem?.status === MISSING

function askFor<T>({ key, ask }: Question<T>, again = false): Promise<void> {
  const entry = entryOf<T>(key)
  if (entry.flight) return entry.flight
  if (!again && isAnswered(entry.state.peek()) && Date.now() - entry.at < FRESH_MS) return Promise.resolve()
  entry.flight = ask()
    .then(
      (data) => {
        entry.at = Date.now()
        entry.state.value = { data }
      },
      (caught) => {
        const problem = problemOf(caught)
        if (problem.status === MISSING) entry.at = Date.now()
        entry.state.value = { ...entry.state.peek(), problem }
      },
    )
    .finally(() => {
      entry.flight = undefined
    })
  return entry.flight
}

/** Asks before the page is drawn, and waits for the answers as long as nobody minds. */
export async function askEarly(...questions: Question<unknown>[]): Promise<void> {
  await firstSpoken
  const answers = Promise.all(questions.map((question) => askFor(question)))
  await Promise.race([answers, new Promise((go) => setTimeout(go, PATIENCE_MS))])
}

export interface Asked<T> extends Known<T> {
  /** What is shown is still the answer before. */
  isOld: boolean
  again: () => Promise<void>
}

/**
 * What is known of a question, and its answer when it comes. Until that of another language is there, the
 * one before stays, lest the page go blank; with `keeps` so does that of the question before.
 */
export function useKnown<T>(question: Question<T>, { keeps = false } = {}): Asked<T> {
  const { key } = question
  const name = `${locale.value} ${key}`
  const known = entryOf<T>(key).state.value
  const before = useRef<{ key: string; data: T }>()
  if (known.data !== undefined) before.current = { key, data: known.data }
  // The name says which question it is, and in which language
  useEffect(() => void askFor(question), [name])
  const mayKeep = (keeps && !known.problem) || before.current?.key === key
  const data = known.data ?? (mayKeep ? before.current?.data : undefined)
  return {
    ...(data !== undefined && { data }),
    ...(known.problem && { problem: known.problem }),
    isOld: known.data === undefined && data !== undefined,
    again: () => askFor(question, true),
  }
}
