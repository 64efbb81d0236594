import type { Problem } from '@vitrina/contract'
import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { cabinet } from '../cabinet-words.ts'
import { words } from '../language.ts'
import { checkNewPassword } from '../pages/register/checks.ts'
import { api } from '../site.ts'
import { Button } from './button.tsx'
import { Form } from './form.tsx'
import { PasswordField } from './password-field.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { withProof } from './step-up.tsx'
import { toast } from './toast.tsx'
import { focusFirstError, useField } from './use-field.ts'
import { useSending } from './use-sending.ts'

interface PasswordFormProps {
  /** The one there is has to be typed, unless it was forgotten. */
  hasPassword: boolean
  onSaved: () => void | Promise<void>
  /** Other ways out, beside the button. */
  children?: ComponentChildren
}

/** A new password; with the one there is, or with a code for those who forgot it. */
export function PasswordForm({ hasPassword, onSaved, children }: PasswordFormProps) {
  const [knows, setKnows] = useState(hasPassword)
  const { form, current, next, sending, submit } = usePassword(knows, onSaved)
  const { password } = cabinet.value
  return (
    <Form formRef={form} onSubmit={submit}>
      {knows && <PasswordField label={password.current} field={current} purpose="current-password" />}
      <PasswordField label={password.next} field={next} purpose="new-password" hint={words.value.strength.hint} />
      <ProblemNotice problem={sending.problem} pause={sending.pause} />
      <div class="choices">
        <Button type="submit" busy={sending.busy} paused={sending.pause !== undefined}>
          {password.save}
        </Button>
        {children}
      </div>
      {knows && (
        <Button kind="plain" onClick={() => setKnows(false)}>
          {password.forgot}
        </Button>
      )}
    </Form>
  )
}

function usePassword(knows: boolean, onSaved: () => void | Promise<void>) {
  const current = useField((text) => (!knows || text ? undefined : 'password_required'))
  const next = useField(checkNewPassword)
  const form = useRef<HTMLFormElement>(null)
  const sending = useSending()

  function refuse(problem: Problem) {
    const mine = problem.errors?.find(({ field }) => field === 'next')
    if (mine) next.refuse(mine.code, mine.message)
    else if (problem.code === 'identity.password_rejected') current.refuse(problem.code, problem.detail)
    else return sending.show(problem)
    focusFirstError(form.current)
  }

  async function save() {
    const approved = [current, next].map((each) => each.approve())
    if (approved.includes(false)) return focusFirstError(form.current)
    const body = { next: next.value, ...(knows && { current: current.value }) }
    const done = await withProof(async () => {
      await api.post('/api/auth/password', { body })
      return true
    })
    if (!done) return
    toast(cabinet.value.password.saved)
    await onSaved()
  }

  return { form, current, next, sending, submit: () => void sending.send(save, refuse) }
}
