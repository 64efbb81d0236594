import type { Problem, VerificationState } from '@vitrina/contract'
import { useEffect, useRef } from 'preact/hooks'
import { momentIn } from '../../clock.ts'
import { words } from '../../language.ts'
import { CODE_LENGTH } from '../../parts/code-field.tsx'
import { useField } from '../../parts/use-field.ts'
import { useSending } from '../../parts/use-sending.ts'
import { api, signIn } from '../../site.ts'
import { underWay } from './under-way.ts'
import { useGuesses } from './use-guesses.ts'
import { isPastEnd, type Verification } from './use-verification.ts'

/** The code's field and its sending; the session opens when it is right. */
export function useCode(verification: Verification, state: VerificationState) {
  const { id, resendAt } = state
  const field = useField((text) => (text.length === CODE_LENGTH ? undefined : 'code_malformed'), '', {
    forgiving: true,
  })
  const guesses = useGuesses(id, resendAt)
  const form = useRef<HTMLFormElement>(null)
  const sending = useSending()
  const { isSpent } = guesses

  useEffect(() => {
    // No guess is left and no code will come in time; another registration may begin at once.
    if (isSpent && resendAt && isPastEnd(state, resendAt)) verification.hold(momentIn(0))
  }, [isSpent, resendAt])

  // Emptied, so that what is typed next is a code from its first digit on.
  function sayWrong() {
    field.set('')
    field.refuse('code_rejected', words.value.code.wrong)
    form.current?.querySelector('input')?.focus()
  }

  function refuse({ problem, code }: { problem: Problem; code: string }) {
    const { status } = problem
    if (status === 404 || status === 410) return verification.look()
    if (status === 429) verification.holdFor(problem)
    if (status === 0 || status === 429 || status >= 500) return sending.show(problem)
    guesses.add(code)
    sayWrong()
  }

  async function confirm(code: string) {
    const opened = await api.post('/api/auth/verifications/:id/code', { id, body: { code } })
    underWay.end(id, { isDone: true })
    await signIn(opened)
  }

  return {
    field,
    form,
    sending,
    isSpent,
    submit(code: string) {
      if (!field.approve(code)) return
      // Refused before, it would be refused again and cost another attempt.
      if (guesses.has(code)) sayWrong()
      else
        void sending.send(
          () => confirm(code),
          (problem) => refuse({ problem, code }),
        )
    },
    /** Another code is on its way: the count starts anew. */
    startAgain() {
      sending.show(undefined)
      field.set('')
    },
  }
}
