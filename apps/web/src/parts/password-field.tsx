import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { words } from '../language.ts'
import { Field } from './field.tsx'
import { Icon } from './icon.tsx'
import type { FieldState } from './use-field.ts'

interface PasswordFieldProps {
  field: FieldState
  purpose: 'current-password' | 'new-password'
  hint?: ComponentChildren
  /** In place of the usual one, where the password may be left out. */
  optional?: string
  /** In place of the usual one, where there are two of them. */
  label?: string
}

/** A password that can be looked at before it is sent. Pasting is welcome. */
export function PasswordField({ field, purpose, hint, optional, label }: PasswordFieldProps) {
  const [seen, setSeen] = useState(false)
  const { field: say } = words.value
  return (
    <Field label={label ?? optional ?? say.password} error={field.error} hint={hint}>
      {(wires) => (
        <>
          <input
            {...wires}
            class="with-press"
            type={seen ? 'text' : 'password'}
            name="password"
            autocomplete={purpose}
            autocapitalize="off"
            spellcheck={false}
            required={!optional}
            value={field.value}
            onInput={(event) => field.set(event.currentTarget.value)}
            onBlur={() => field.leave()}
          />
          <button
            class="field-press"
            type="button"
            aria-label={seen ? say.hide : say.show}
            title={seen ? say.hide : say.show}
            onClick={() => setSeen(!seen)}
          >
            <Icon name={seen ? 'eyeShut' : 'eye'} />
          </button>
        </>
      )}
    </Field>
  )
}
