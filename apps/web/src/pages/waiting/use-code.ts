import type { Problem, VerificationState } from '@vitrina/contract'
import { useEffect, useRef } from 'preact/hooks'
import { momentIn } from '../../clock.ts'
import { sayAttempts } from '../../parts/attempts.ts'
import { CODE_LENGTH } from '../../parts/code-field.tsx'
import { useField } from '../../parts/use-field.ts'
import { useSending } from '../../parts/use-sending.ts'
import { api, signIn } from '../../site.ts'
import { codeWords } from './carried-words.ts'
import { underWay } from './under-way.ts'
import { useGuesses } from './use-guesses.ts'
import { isPastEnd } from './use-hold.ts'
import type { Verification } from './use-verification.ts'

/** The code's field and its sending; the session opens when it is right. */
export function useCode(verification: Verification, state: VerificationState) {
  const { id, resendAt } = state
  const { form, field, sayWrong } = useCodeInput(state)
  const guesses = useGuesses(id, resendAt)
  const sending = useSending()
  const { isSpent } = guesses

  useEffect(() => {
    // No guess is left and no code will come in time; another registration may begin at once.
    if (isSpent && resendAt && isPastEnd(state, resendAt)) verification.hold(momentIn(0))
  }, [isSpent, resendAt])

  function refuse({ problem, code }: { problem: Problem; code: string }) {
    const { status } = problem
    if (status === 404 || status === 410) return verification.look()
    if (status === 429) verification.holdFor(problem)
    if (status === 0 || status === 429 || status >= 500) return sending.show(problem)
    // Without a number nothing was there to be guessed: the code may have been right before, and that answer lost.
    if (problem.attemptsLeft === undefined) verification.look()
    guesses.add(code, !problem.attemptsLeft)
    sayWrong(problem.attemptsLeft)
  }

  function submit(code: string) {
    if (sending.busy || !field.approve(code)) return
    // Refused before, it would be refused again and cost another attempt.
    if (guesses.has(code)) return sayWrong()
    const act = () => confirm(id, code)
    verification.own.current = sending.send(act, (problem) => refuse({ problem, code }))
  }

  /** Another code is on its way: the count starts anew. */
  function startAgain() {
    sending.show(undefined)
    field.set('')
  }

  return { field, form, sending, isSpent, submit, startAgain }
}

function useCodeInput({ method }: VerificationState) {
  const form = useRef<HTMLFormElement>(null)
  const check = (text: string) => (text.length === CODE_LENGTH ? undefined : 'code_malformed')
  const field = useField(check, '', { forgiving: true })
  return {
    form,
    field,
    // Emptied, so that what is typed next is a code from its first digit on.
    sayWrong(attemptsLeft?: number) {
      field.set('')
      field.refuse('code_rejected', sayAttempts(codeWords(method).wrong, attemptsLeft))
      form.current?.querySelector('input')?.focus()
    },
  }
}

async function confirm(id: string, code: string): Promise<void> {
  const opened = await api.post('/api/auth/verifications/:id/code', { id, body: { code } })
  underWay.end(id, { isDone: true })
  await signIn(opened)
}
