import type { Customer, Problem } from '@vitrina/contract'
import { useEffect, useRef, useState } from 'preact/hooks'
import { words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { toast } from '../../parts/toast.tsx'
import { focusFirstError, useField } from '../../parts/use-field.ts'
import { problemOf } from '../../problem.ts'
import { api, session } from '../../site.ts'
import { checkName } from '../register/checks.ts'
import '../../parts/form.css'

/** The name, changed in its place. */
export function NameForm({ customer, onDone }: { customer: Customer; onDone: () => void }) {
  const name = useField(checkName, customer.name)
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const { account } = words.value
  useEffect(() => form.current?.querySelector('input')?.select(), [])

  function refuse(found: Problem) {
    const mine = found.errors?.find((error) => error.field === 'name')
    if (mine) name.refuse(mine.code, mine.message)
    else setProblem(found)
    focusFirstError(form.current)
  }

  async function save() {
    if (!name.approve()) return focusFirstError(form.current)
    setBusy(true)
    setProblem(undefined)
    try {
      session.update(await api.patch('/api/me', { body: { name: name.value } }))
      toast(account.saved)
      onDone()
    } catch (caught) {
      refuse(problemOf(caught))
    } finally {
      setBusy(false)
    }
  }

  return (
    <form
      class="form name-form"
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) void save()
      }}
      onKeyDown={(event) => event.key === 'Escape' && onDone()}
    >
      <TextField label={account.name} field={name} name="name" autocomplete="name" autocapitalize="words" />
      <ProblemNotice problem={problem} />
      <div class="choices">
        <Button type="submit" busy={busy}>
          {account.save}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {account.cancel}
        </Button>
      </div>
    </form>
  )
}
