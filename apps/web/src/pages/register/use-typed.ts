import { useState } from 'preact/hooks'
import { checkEmail } from '../../parts/email-text.ts'
import { useField } from '../../parts/use-field.ts'
import { checkPhone } from '../../parts/use-phone-tools.ts'
import { checkName } from './checks.ts'
import { draft } from './draft.ts'

/** What several ways ask for: typed in one of them, it is there in the next. From an earlier try where there was one. */
export function useTyped() {
  const [before] = useState(draft.read)
  return {
    name: useField(checkName, before?.name),
    phone: useField(checkPhone, before?.phone),
    email: useField(checkEmail, before?.email),
    isAnotherTry: Boolean(before?.phone),
  }
}

export type Typed = ReturnType<typeof useTyped>

/** Keeps it for another try; it is forgotten once somebody is in. */
export function keepTyped({ name, phone, email }: Typed): void {
  draft.write({ name: name.value, phone: phone.value, email: email.value })
}
