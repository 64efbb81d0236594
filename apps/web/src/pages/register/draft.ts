import type { StartedVerification } from '@vitrina/contract'
import { inTab } from '../../remember.ts'

/**
 * A registration under way, kept so that a reload loses nothing and another try starts from
 * what was typed. The password is not in it: it never rests anywhere in the browser.
 */
export interface Draft {
  name: string
  /** As it was shown, grouped. */
  phone: string
  verification?: StartedVerification
}

export const draft = inTab<Draft>('registration')
