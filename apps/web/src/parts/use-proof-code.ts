import type { Problem, Session } from '@vitrina/contract'
import { useRef, useState } from 'preact/hooks'
import { cabinet } from '../cabinet-words.ts'
import { api } from '../site.ts'
import { sayAttempts } from './attempts.ts'
import { CODE_LENGTH } from './code-field.tsx'
import { useField } from './use-field.ts'
import type { Proof } from './use-proof.ts'
import { useSending } from './use-sending.ts'

/** The field for the code of a proof, and its sending. */
export function useProofCode({ state, look }: Proof, onProven: (opened: Session) => void | Promise<void>) {
  const { id, resendAt } = state
  const form = useRef<HTMLFormElement>(null)
  const check = (text: string) => (text.length === CODE_LENGTH ? undefined : 'code_malformed')
  const field = useField(check, '', { forgiving: true })
  const sending = useSending()
  // The time of the next code tells which one it was that may be tried no more.
  const [spent, setSpent] = useState<string>()
  const own = useRef<Promise<unknown>>(null)
  const isProven = useRef(false)

  function refuse(problem: Problem) {
    if (problem.status === 404 || problem.status === 410) return look()
    if (problem.code !== 'registration.code_rejected') return sending.show(problem)
    // It may have been right before, and that answer lost. Of a new password the count is never told.
    if (problem.attemptsLeft === undefined) look()
    field.set('')
    if (problem.attemptsLeft === 0) setSpent(resendAt)
    field.refuse('code_rejected', sayAttempts(cabinet.value.proof.wrong, problem.attemptsLeft))
    form.current?.querySelector('input')?.focus()
  }

  async function prove(code: string) {
    const opened = await api.post('/api/auth/verifications/:id/code', { id, body: { code } })
    isProven.current = true
    await onProven(opened)
  }

  function submit(code: string) {
    if (sending.busy || !field.approve(code)) return
    own.current = sending.send(() => prove(code), refuse)
  }

  const isSpent = spent !== undefined && spent === resendAt
  return { form, field, sending, submit, isSpent, own, isProven }
}
