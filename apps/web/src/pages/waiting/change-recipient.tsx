import type { VerificationState } from '@vitrina/contract'
import { ButtonLink } from '../../parts/button.tsx'
import { carriedWords } from './carried-words.ts'
import { underWay } from './under-way.ts'

/** Back to the form, where what was typed still stands. */
export function ChangeRecipient({ state, kind = 'plain' }: { state: VerificationState; kind?: 'plain' | 'primary' }) {
  return (
    <ButtonLink kind={kind} href={underWay.from(state.id)}>
      {carriedWords(state.method)?.change}
    </ButtonLink>
  )
}
