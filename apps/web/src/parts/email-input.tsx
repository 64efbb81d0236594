import type { Wires } from './field.tsx'
import type { FieldState } from './use-field.ts'

interface EmailInputProps {
  wires: Wires
  field: FieldState
  required?: boolean
}

/** Where an e-mail address is typed; the keyboard of a phone has its `@`. */
export function EmailInput({ wires, field, required }: EmailInputProps) {
  return (
    <input
      {...wires}
      type="email"
      name="email"
      inputMode="email"
      autocomplete="email"
      autocapitalize="off"
      spellcheck={false}
      required={required}
      value={field.value}
      onInput={(event) => field.set(event.currentTarget.value)}
      onBlur={() => field.leave()}
    />
  )
}
