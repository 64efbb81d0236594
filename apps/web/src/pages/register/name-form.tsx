import { words } from '../../language.ts'
import { Form as FieldForm, Submit } from '../../parts/form.tsx'
import { beginVerification } from '../waiting/begin.ts'
import { NameField } from './name-field.tsx'
import { useStart } from './use-start.ts'
import { keepTyped, type Typed } from './use-typed.ts'
import { hrefOf } from './ways.ts'

/** The name alone: the number comes with the contact shared in Telegram (B6). */
export function Form({ typed }: { typed: Typed }) {
  const { name } = typed
  const { form, sending, submit } = useStart({ fields: { name }, start: () => begin(typed) })
  return (
    <FieldForm formRef={form} onSubmit={submit}>
      <NameField field={name} />
      <Submit sending={sending}>{words.value.register.submit}</Submit>
    </FieldForm>
  )
}

async function begin(typed: Typed): Promise<void> {
  keepTyped(typed)
  const body = { method: 'telegram_name', name: typed.name.value } as const
  await beginVerification({ body, from: hrefOf('name', location.search) })
}
