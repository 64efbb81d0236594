import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { words } from '../language.ts'
import { Field } from './field.tsx'
import { formatPhone, type Typed, typePhone, withCountry } from './phone-text.ts'
import type { FieldState } from './use-field.ts'
import { usePhoneTools } from './use-phone-tools.ts'

// Browsers that fill a field in by themselves do not all say so.
const AUTOFILL = 'insertReplacementText'

/** A phone number, grouped as it is typed, with the country that it belongs to. */
export function PhoneField({ field }: { field: FieldState }) {
  const tools = usePhoneTools()
  const input = useRef<HTMLInputElement>(null)
  const caret = useRef<number>()
  const [eight, setEight] = useState(false)
  const { country } = formatPhone(field.value, tools)
  const { field: say } = words.value

  const take = (typed: Typed) => {
    field.set(typed.text)
    if (typed.eight || !typed.text) setEight(typed.eight)
  }
  // Typed before the numbering plan arrived.
  useEffect(() => {
    if (tools && field.value) take(formatPhone(field.value, tools))
  }, [tools])
  useLayoutEffect(() => {
    const node = input.current
    if (node && caret.current !== undefined && document.activeElement === node) {
      node.setSelectionRange(caret.current, caret.current)
    }
    caret.current = undefined
  })

  return (
    <Field label={say.phone} error={field.error} hint={eight ? say.phoneEight : say.phoneHint}>
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
            onInput={(event) => {
              const { value: text, selectionStart } = event.currentTarget
              const key = {
                before: field.value,
                text,
                caret: selectionStart ?? text.length,
                inputType: event.inputType || AUTOFILL,
              }
              const typed = typePhone(key, tools)
              // Set here as well: when the text comes out the same, nothing is drawn again.
              event.currentTarget.value = typed.text
              event.currentTarget.setSelectionRange(typed.caret, typed.caret)
              caret.current = typed.caret
              take(typed)
            }}
            onBlur={() => {
              const finished = tools ? formatPhone(withCountry(field.value, tools), tools) : undefined
              if (finished && finished.text !== field.value) take(finished)
              field.leave(finished?.text)
            }}
          />
          <span class="field-beside" aria-live="polite">
            {country && (words.value.countries[country] ?? country)}
          </span>
        </>
      )}
    </Field>
  )
}
