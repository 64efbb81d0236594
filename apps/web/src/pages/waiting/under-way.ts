import type { StartedVerification, VerificationState } from '@vitrina/contract'
import { inTab, onDeviceFor } from '../../remember.ts'
import { draft } from '../register/draft.ts'
import type { Guesses } from './guesses.ts'

/** A registration under way, as every tab of this browser knows it: one cookie holds them all to the last one begun. */
export interface UnderWay {
  verification: StartedVerification
  guesses?: Guesses
  /** Nothing can be tried before this moment, and by then the time is over. */
  heldUntil?: string
}

interface Kept {
  id: string
  /** Where another try begins. */
  from?: string
  /** Gone with the registration; that it was ours is worth knowing a little longer. */
  underWay?: UnderWay
}

// A registration lives for ten minutes and a little, and the server remembers it for thirty more.
const LIFE_MS = 60 * 60_000
const kept = onDeviceFor<Kept>('registration', LIFE_MS)
// Whole only where it was typed: who looks at another tab is shown it masked, as the server tells it.
const typed = inTab<{ id: string; to: string }>('registration-to')

function readKept(id: string): Kept | undefined {
  const found = kept.read()
  return found?.id === id ? found : undefined
}

export const underWay = {
  begin(verification: StartedVerification, { to, from }: { to: string; from: string }): void {
    kept.write({ id: verification.id, from, underWay: { verification } })
    typed.write({ id: verification.id, to })
  },
  /** The form that it came of, even if it has ended since. */
  from: (id: string): string => readKept(id)?.from ?? '/register',
  read: (id: string): UnderWay | undefined => readKept(id)?.underWay,
  /** The number or the address as it was typed in this tab; nothing where only Telegram knows it. */
  typedTo(id: string): string {
    const found = typed.read()
    return found?.id === id ? found.to : ''
  },
  learn(id: string, part: Partial<UnderWay>): void {
    const before = readKept(id)
    if (before?.underWay) kept.write({ ...before, underWay: { ...before.underWay, ...part } })
  },
  /** Takes what the server says of it: kept while it goes on, dropped when it is over. */
  follow(id: string, state: VerificationState): void {
    const before = readKept(id)?.underWay
    if (state.status === 'verified') underWay.end(id, { isDone: true })
    else if (state.status === 'denied' || state.status === 'expired') underWay.end(id, { isDone: false })
    else if (before) underWay.learn(id, { verification: { ...before.verification, ...state } })
  },
  /** Whether it began in this browser, even if it has ended since. */
  isOurs: (id: string): boolean => readKept(id) !== undefined,
  /** Drops all but the name of it; after success also what was typed. */
  end(id: string, { isDone }: { isDone: boolean }): void {
    const before = readKept(id)
    if (before) kept.write({ id, ...(before.from && { from: before.from }) })
    typed.forget()
    if (isDone) draft.forget()
  },
}
