import type { Passkey, Problem } from '@vitrina/contract'
import type { PasskeyWords } from '@vitrina/contract/words/site/ru-passkeys'
import { useEffect, useRef } from 'preact/hooks'
import { words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { Form } from '../../parts/form.tsx'
import { renamePasskey } from '../../parts/passkey-store.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { toast } from '../../parts/toast.tsx'
import { focusFirstError, useField } from '../../parts/use-field.ts'
import { useSending } from '../../parts/use-sending.ts'
import { checkName } from '../register/checks.ts'

interface PasskeyNameFormProps {
  say: PasskeyWords
  passkey: Passkey
  onDone: () => void
}

/** As a person's name is checked, but for what is said of none. */
function checkPasskeyName(text: string) {
  const code = checkName(text)
  return code === 'name_required' ? 'passkey_name_required' : code
}

/** What a passkey is called, changed in its place. */
export function PasskeyNameForm({ say, passkey, onDone }: PasskeyNameFormProps) {
  const name = useField(checkPasskeyName, passkey.name ?? '')
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
    await renamePasskey(passkey.id, name.value)
    toast(account.saved)
    onDone()
  }

  return (
    <Form formRef={form} onSubmit={() => sending.send(save, refuse)}>
      <TextField label={say.name} field={name} name="passkey-name" autocomplete="off" />
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
  )
}
