import { EmailField } from '../../parts/email-field.tsx'
import { useField } from '../../parts/use-field.ts'
import { beginVerification } from '../waiting/begin.ts'
import { checkOptionalPassword } from './checks.ts'
import { CodeWayForm } from './code-way-form.tsx'
import { useStart } from './use-start.ts'
import { keepTyped, type Typed } from './use-typed.ts'
import { hrefOf } from './ways.ts'

/** An address that a code is sent to, the name, and a password for whoever wants one (C1). */
export function Form({ typed }: { typed: Typed }) {
  const { email, name } = typed
  const password = useField(checkOptionalPassword)
  const start = useStart({ fields: { email, name, password }, start: () => begin(typed, password.value) })
  return (
    <CodeWayForm {...start} logins={{ phone: null, email: email.value }} name={name} password={password}>
      <EmailField field={email} />
    </CodeWayForm>
  )
}

async function begin(typed: Typed, password: string): Promise<void> {
  keepTyped(typed)
  const email = typed.email.value.trim()
  const body = { method: 'email', email, name: typed.name.value, ...(password && { password }) } as const
  await beginVerification({ body, to: email, from: hrefOf('email', location.search) })
}
