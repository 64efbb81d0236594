import type { SiteWords } from '@vitrina/contract/words/site/ru'
import type { ComponentChildren } from 'preact'
import { useEffect, useId } from 'preact/hooks'
import { words } from '../language.ts'
import { hushToast } from './toast.tsx'
import './field.css'

export type FieldCode = keyof SiteWords['field']['errors']

/** What is wrong: a code that we have words for, or the server's own sentence. */
export type FieldError = { code: FieldCode } | { message: string }

/** What ties an input to its label and to what is said about it. */
export interface Wires {
  id: string
  'aria-invalid': boolean | undefined
  'aria-describedby': string
}

interface FieldProps {
  label: string
  hint?: ComponentChildren | undefined
  error?: FieldError | undefined
  children: (wires: Wires) => ComponentChildren
}

/** A labelled input with one line of help below, which an error takes the place of. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId()
  const said = `${id}-said`
  const isWrong = error !== undefined
  // On a narrow screen the one could lie over the other.
  useEffect(() => {
    if (isWrong) hushToast()
  }, [isWrong])
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="field-input">
        {children({ id, 'aria-invalid': error ? true : undefined, 'aria-describedby': said })}
      </div>
      <p class={error ? 'field-said bad' : 'field-said'} id={said}>
        {error ? sentence(error) : hint}
      </p>
    </div>
  )
}

function sentence(error: FieldError): string {
  return 'code' in error ? words.value.field.errors[error.code] : error.message
}
