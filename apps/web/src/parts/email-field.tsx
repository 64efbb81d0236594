import { EmailInput } from './email-input.tsx'
import { Field } from './field.tsx'
import type { FieldState } from './use-field.ts'
import { ways } from './way-words.ts'

/** An e-mail address that one signs in or registers with. */
export function EmailField({ field }: { field: FieldState }) {
  const { email, emailHint } = ways.words.value
  return (
    <Field label={email} hint={emailHint} error={field.error}>
      {(wires) => <EmailInput wires={wires} field={field} required />}
    </Field>
  )
}
