import type { CustomerRow } from '#identity'
import { codeMatches, type Pepper, sealCode } from '#platform'

/** Whose browser it is; void with the password, so that whoever came in under the last one is no longer known. */
export type Known = Pick<CustomerRow, 'id' | 'passwordSetAt'>

/** No more of the row than that: it is handed on with a session. */
export function knownOf({ id, passwordSetAt }: CustomerRow): Known {
  return { id, passwordSetAt }
}

const SCOPE = 'known browser'

/**
 * What a browser that has been signed in keeps of the account after it has signed out: by it the guesses
 * that strangers make elsewhere do not lock it out (S15). It opens nothing. Nothing for an account without
 * a password, which nobody can guess.
 */
export function sealKnown(pepper: Pepper, known: Known): string | undefined {
  return known.passwordSetAt ? sealCode(pepper, SCOPE, subjectOf(known)) : undefined
}

export function isKnown(pepper: Pepper, known: Known, sealed: string | undefined): boolean {
  return sealed !== undefined && known.passwordSetAt !== null && codeMatches(pepper, SCOPE, subjectOf(known), sealed)
}

function subjectOf({ id, passwordSetAt }: Known): string {
  return `${id} ${passwordSetAt?.toISOString()}`
}
