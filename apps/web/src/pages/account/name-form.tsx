import type { Customer, Problem } from '@vitrina/contract'
import { useEffect, useRef } from 'preact/hooks'
import { words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { Form } from '../../parts/form.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { toast } from '../../parts/toast.tsx'
import { focusFirstError, useField } from '../../parts/use-field.ts'
import { useSending } from '../../parts/use-sending.ts'
import { api, session } from '../../site.ts'
import { checkName } from '../register/checks.ts'

/** The name, changed in its place. */
export function NameForm({ customer, onDone }: { customer: Customer; onDone: () => void }) {
  const name = useField(checkName, customer.name)
  const form = useRef<HTMLFormElement>(null)
  const sending = useSending()
  const { account } = words.value
  useEffect(() => form.current?.querySelector('input')?.select(), [])

  function refuse(problem: Problem) {
    const mine = problem.errors?.find((error) => error.field === 'name')
    if (mine) name.refuse(mine.code, mine.message)
    else sending.show(problem)
    focusFirstError(form.current)
  }

  async function save() {
    if (!name.approve()) return focusFirstError(form.current)
    session.update(await api.patch('/api/me', { body: { name: name.value } }))
    toast(account.saved)
    onDone()
  }

  return (
    <div class="name-form">
      <Form formRef={form} onSubmit={() => sending.send(save, refuse)}>
        <TextField label={account.name} field={name} name="name" autocomplete="name" autocapitalize="words" />
        <ProblemNotice problem={sending.problem} pause={sending.pause} />
        <div class="choices">
          <Button type="submit" busy={sending.busy} paused={sending.pause !== undefined}>
            {account.save}
          </Button>
          <Button kind="quiet" onClick={onDone}>
            {account.cancel}
          </Button>
        </div>
      </Form>
    </div>
  )
}
