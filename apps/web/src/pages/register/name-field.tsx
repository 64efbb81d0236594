import { words } from '../../language.ts'
import { TextField } from '../../parts/text-field.tsx'
import type { FieldState } from '../../parts/use-field.ts'

/** What the person is to be called. */
export function NameField({ field }: { field: FieldState }) {
  const { name, nameHint } = words.value.field
  return <TextField label={name} hint={nameHint} field={field} name="name" autocomplete="name" autocapitalize="words" />
}
