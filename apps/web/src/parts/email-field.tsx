import { Field } from './field.tsx'
import type { FieldState } from './use-field.ts'
import { ways } from './way-words.ts'

/** An e-mail address; the keyboard of a phone has its `@`. */
export function EmailField({ field }: { field: FieldState }) {
  const { email, emailHint } = ways.words.value
  return (
    <Field label={email} hint={emailHint} error={field.error}>
      {(wires) => (
        <input
          {...wires}
          type="email"
          name="email"
          inputMode="email"
          autocomplete="email"
          autocapitalize="off"
          spellcheck={false}
          required
          value={field.value}
          onInput={(event) => field.set(event.currentTarget.value)}
          onBlur={() => field.leave()}
        />
      )}
    </Field>
  )
}
