import { words } from '../language.ts'
import { Field } from './field.tsx'
import type { FieldState } from './use-field.ts'
import { usePhoneText } from './use-phone-text.ts'

/** A phone number, grouped as it is typed, with the country that it belongs to. */
export function PhoneField({ field, label }: { field: FieldState; label?: string }) {
  const { input, country, eight, type, leave } = usePhoneText(field)
  const { field: say, countries } = words.value
  return (
    <Field label={label ?? say.phone} error={field.error} hint={eight ? say.phoneEight : say.phoneHint}>
      {(wires) => (
        <>
          <input
            {...wires}
            ref={input}
            class="figures"
            type="tel"
            name="phone"
            inputMode="tel"
            autocomplete="tel"
            required
            value={field.value}
            onInput={(event) => type(event.currentTarget, event.inputType)}
            onBlur={leave}
          />
          <span class="field-beside" aria-live="polite">
            {country && (countries[country] ?? country)}
          </span>
        </>
      )}
    </Field>
  )
}
