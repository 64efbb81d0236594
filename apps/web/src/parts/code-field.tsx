import { useEffect, useRef } from 'preact/hooks'
import { Field } from './field.tsx'
import type { FieldState } from './use-field.ts'
import './code-field.css'

export const CODE_LENGTH = 6

interface CodeFieldProps {
  label: string
  field: FieldState
  hint?: string | undefined
  /** Beside other fields it waits for its turn. */
  waits?: boolean
  /** The last digit is there. */
  onWhole: (code: string) => void
}

/** Six digits in one real input, so that autofill, paste and screen readers see one thing. */
export function CodeField({ label, field, hint, waits = false, onWhole }: CodeFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (!waits) input.current?.focus({ preventScroll: true })
  }, [])
  return (
    <Field label={label} hint={hint} error={field.error}>
      {(wires) => (
        <div class="code-field">
          <input
            {...wires}
            ref={input}
            type="text"
            name="code"
            inputMode="numeric"
            autocomplete="one-time-code"
            pattern="[0-9]*"
            required
            value={field.value}
            onInput={(event) => {
              const digits = event.currentTarget.value.replace(/[^0-9]/g, '').slice(0, CODE_LENGTH)
              event.currentTarget.value = digits
              field.set(digits)
              if (digits.length === CODE_LENGTH && digits !== field.value) onWhole(digits)
            }}
          />
        </div>
      )}
    </Field>
  )
}
