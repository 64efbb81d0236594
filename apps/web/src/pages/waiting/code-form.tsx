import type { Problem, VerificationState } from '@vitrina/contract'
import { useRef, useState } from 'preact/hooks'
import { words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { CODE_LENGTH, CodeField } from '../../parts/code-field.tsx'
import { Notice } from '../../parts/notice.tsx'
import { ProblemNotice, usePause } from '../../parts/problem-notice.tsx'
import { toast } from '../../parts/toast.tsx'
import { useField } from '../../parts/use-field.ts'
import { problemOf } from '../../problem.ts'
import { api, session } from '../../site.ts'
import { draft } from '../register/draft.ts'
import { Resend } from './resend.tsx'
import { StatusLine } from './status-line.tsx'
import type { Verification } from './use-verification.ts'
import '../../parts/form.css'

// The server does not tell a spent code from a wrong one, so that a stranger learns nothing;
// this page was there and can count.
const ATTEMPTS = 5

/** The last step: six digits from the chat. Sent by themselves when the sixth is there. */
export function CodeForm({ verification, state }: { verification: Verification; state: VerificationState }) {
  const field = useField((text) => (text.length === CODE_LENGTH ? undefined : 'code_malformed'))
  const [problem, setProblem] = useState<Problem>()
  const [wrong, setWrong] = useState(0)
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const pause = usePause(problem)
  const { code, account } = words.value

  async function confirm(digits: string) {
    if (busy || pause || !field.approve(digits)) return
    setBusy(true)
    setProblem(undefined)
    try {
      const opened = await api.post('/api/auth/verifications/:id/code', { id: state.id, body: { code: digits } })
      draft.forget()
      toast(account.signedInAs(opened.customer.name))
      session.adopt(opened)
    } catch (caught) {
      refuse(problemOf(caught))
    } finally {
      setBusy(false)
    }
  }

  function refuse(found: Problem) {
    if (found.status === 404 || found.status === 410) return verification.look()
    if (found.status === 0 || found.status === 429 || found.status >= 500) return setProblem(found)
    setWrong(wrong + 1)
    field.refuse('code_rejected', code.wrong)
    form.current?.querySelector('input')?.select()
  }

  const spent = wrong >= ATTEMPTS
  return (
    <form
      class="form"
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void confirm(field.value)
      }}
    >
      {spent ? (
        <Notice tone="bad">
          <h3>{code.spentTitle}</h3>
          <p>{code.spent}</p>
        </Notice>
      ) : (
        <>
          <CodeField field={field} onWhole={(digits) => void confirm(digits)} />
          <ProblemNotice problem={problem} pause={pause} />
          <Button type="submit" busy={busy} paused={pause !== undefined} wide>
            {code.submit}
          </Button>
        </>
      )}
      <StatusLine verification={verification} state={state} />
      <Resend
        verification={verification}
        state={state}
        onSent={() => {
          setWrong(0)
          setProblem(undefined)
          field.set('')
        }}
        onProblem={setProblem}
      />
      {spent && <ProblemNotice problem={problem} pause={pause} />}
    </form>
  )
}
