import type { Proving } from '../../parts/code-proof.tsx'
import { onDeviceFor } from '../../remember.ts'

/** A forgotten password on its way to a new one; in this tab only, through reloads by hand or by the phone. */
type UnderWay = { step: 'code'; proving: Proving; wasIn: boolean } | { step: 'password' }

// As long as a code with its further ones may take, and a proof is fresh then.
const LIFE_MS = 20 * 60_000
const kept = onDeviceFor<UnderWay>('reset', LIFE_MS, () => sessionStorage)

export const resetUnderWay = {
  read: kept.read,
  write: kept.write,
  forget: kept.forget,
}
