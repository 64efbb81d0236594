import type { Problem } from '@vitrina/contract'
import { useRef, useState } from 'preact/hooks'
import { words } from '../../language.ts'
import { CODE_LENGTH } from '../../parts/code-field.tsx'
import { toast } from '../../parts/toast.tsx'
import { useField } from '../../parts/use-field.ts'
import { useSending } from '../../parts/use-sending.ts'
import { api, session } from '../../site.ts'
import { draft } from '../register/draft.ts'
import type { Verification } from './use-verification.ts'

// The server does not tell a spent code from a wrong one, so that a stranger learns nothing;
// this page was there and can count.
const ATTEMPTS = 5

/** The code's field and its sending; the session opens when it is right. */
export function useCode(verification: Verification, id: string) {
  const field = useField((text) => (text.length === CODE_LENGTH ? undefined : 'code_malformed'), '', {
    forgiving: true,
  })
  const [wrong, setWrong] = useState(0)
  const form = useRef<HTMLFormElement>(null)
  const sending = useSending()

  function refuse(problem: Problem) {
    const { status } = problem
    if (status === 404 || status === 410) return verification.look()
    if (status === 0 || status === 429 || status >= 500) return sending.show(problem)
    setWrong((before) => before + 1)
    field.refuse('code_rejected', words.value.code.wrong)
    form.current?.querySelector('input')?.select()
  }

  async function confirm(code: string) {
    const opened = await api.post('/api/auth/verifications/:id/code', { id, body: { code } })
    draft.forget()
    toast(words.value.account.signedInAs(opened.customer.name))
    session.adopt(opened)
  }

  return {
    field,
    form,
    sending,
    isSpent: wrong >= ATTEMPTS,
    submit(code: string) {
      if (field.approve(code)) void sending.send(() => confirm(code), refuse)
    },
    /** Another code is on its way: the count starts anew. */
    startAgain() {
      setWrong(0)
      sending.show(undefined)
      field.set('')
    },
  }
}
