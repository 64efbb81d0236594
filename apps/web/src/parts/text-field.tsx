import type { ComponentProps } from 'preact'
import { Field } from './field.tsx'
import type { FieldState } from './use-field.ts'

type TextFieldProps = Pick<ComponentProps<'input'>, 'name' | 'autocomplete' | 'autocapitalize' | 'inputMode'> & {
  label: string
  hint?: string | undefined
  /** Puts what was typed in order once the field is left. */
  tidy?: (text: string) => string
  /** It may be left empty, and is called so. */
  isOptional?: boolean
  field: FieldState
}

/** One line of text. */
export function TextField({ label, hint, tidy, isOptional = false, field, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={field.error}>
      {(wires) => (
        <input
          {...wires}
          {...rest}
          type="text"
          spellcheck={false}
          required={!isOptional}
          value={field.value}
          onInput={(event) => field.set(event.currentTarget.value)}
          onBlur={() => {
            const tidied = tidy?.(field.value) ?? field.value
            if (tidied !== field.value) field.set(tidied)
            field.leave(tidied)
          }}
        />
      )}
    </Field>
  )
}
