import { inTab } from '../../remember.ts'

/**
 * What was typed, kept so that another try starts from it. The password is not in it: it never
 * rests anywhere in the browser.
 */
export interface Draft {
  name: string
  /** As it was shown, grouped. */
  phone: string
  email: string
}

export const draft = inTab<Partial<Draft>>('registration')
