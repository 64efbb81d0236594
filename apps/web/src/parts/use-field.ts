import { useState } from 'preact/hooks'
import { words } from '../language.ts'
import type { FieldCode, FieldError } from './field.tsx'

/** Says what is wrong with a value, or nothing. */
export type Check = (value: string) => FieldCode | undefined

/**
 * A field's value and its error. Silent until it is left or sent, then corrected at every
 * key: nobody is told off for a number that they are still typing. A `forgiving` field drops its
 * error at the next key, for values that are right only when whole.
 */
export function useField(check: Check, initial = '', { forgiving = false } = {}) {
  const [value, setValue] = useState(initial)
  const [error, setError] = useState<FieldError>()
  const verdict = (text: string): FieldError | undefined => {
    const code = check(text)
    return code && { code }
  }
  return {
    value,
    error,
    set(text: string) {
      setValue(text)
      if (error) setError(forgiving ? undefined : verdict(text))
    },
    leave(text = value) {
      if (text) setError(verdict(text))
    },
    /** Checks before sending; true when nothing is wrong. */
    approve(text = value): boolean {
      const wrong = verdict(text)
      // What was said of a value that was taken out stays until there is another.
      setError(forgiving && !text && error ? error : wrong)
      return !wrong
    },
    /** Shows what the server found; in our words when we have them, so that they follow the language. */
    refuse(code: string, message: string) {
      const ours = Object.hasOwn(words.value.field.errors, code)
      setError(ours ? { code: code as FieldCode } : { message })
    },
  }
}

export type FieldState = ReturnType<typeof useField>

/** Moves to the first field in error, so that the person sees and hears it. */
export function focusFirstError(form: HTMLFormElement | null): void {
  // The error is drawn after the handler returns.
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
}
