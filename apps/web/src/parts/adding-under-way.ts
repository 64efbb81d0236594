import type { Identifier, VerificationState } from '@vitrina/contract'
import { onDeviceFor } from '../remember.ts'
import type { Proving } from './code-proof.tsx'

/** What is being added to an account. */
export interface Adding {
  kind: Identifier['kind']
  /** What was named before and not proven. */
  value: string
  /** Once it has been named, and waits for its code. */
  proving?: Proving
}

// As long as a code with its further ones may take.
const LIFE_MS = 20 * 60_000
const kept = onDeviceFor<Adding & { customerId: number }>('adding', LIFE_MS, () => sessionStorage)

/** It waits for its code through reloads by hand or by the phone: in this tab only, and for nobody else in it. */
export const addingUnderWay = {
  read(customerId: number | undefined): Adding | undefined {
    const found = kept.read()
    return found?.customerId === customerId ? found : undefined
  },
  write: (adding: Adding & { proving: Proving }, customerId: number): void => kept.write({ ...adding, customerId }),
  /** Takes what the server says of it. */
  follow(state: VerificationState): void {
    const found = kept.read()
    if (found?.proving?.id === state.id) kept.write({ ...found, proving: { ...found.proving, ...state } })
  },
  forget: kept.forget,
}
