import type { Proving } from '../../parts/code-proof.tsx'
import { onDeviceFor } from '../../remember.ts'
import { session } from '../../site.ts'
import type { Adding } from './identifiers.tsx'

interface UnderWay {
  adding: Adding
  proving: Proving
  /** Nobody else in this tab goes on with it. */
  customerId: number
}

// As long as a code with its further ones may take.
const LIFE_MS = 20 * 60_000
const kept = onDeviceFor<UnderWay>('adding', LIFE_MS, () => sessionStorage)

function ownId(): number | undefined {
  const now = session.state.peek()
  return now.status === 'signedIn' ? now.customer.customerId : undefined
}

/** What is being added to the account and waits for its code; in this tab only, through reloads by hand or by the phone. */
export const addingUnderWay = {
  read(): UnderWay | undefined {
    const found = kept.read()
    return found?.customerId === ownId() ? found : undefined
  },
  write(adding: Adding, proving: Proving): void {
    const customerId = ownId()
    if (customerId !== undefined) kept.write({ adding, proving, customerId })
  },
  forget: kept.forget,
}
