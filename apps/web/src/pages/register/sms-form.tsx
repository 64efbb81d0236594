import { PhoneField } from '../../parts/phone-field.tsx'
import { useField } from '../../parts/use-field.ts'
import { fetchPhoneTools, phoneToSend } from '../../parts/use-phone-tools.ts'
import { beginVerification } from '../waiting/begin.ts'
import { checkOptionalPassword } from './checks.ts'
import { CodeWayForm } from './code-way-form.tsx'
import { useStart } from './use-start.ts'
import { keepTyped, type Typed } from './use-typed.ts'
import { hrefOf } from './ways.ts'

/** A number that a code is sent to, the name, and a password for whoever wants one (C1). */
export function Form({ typed }: { typed: Typed }) {
  const { phone, name } = typed
  const password = useField(checkOptionalPassword)
  const start = useStart({
    fields: { phone, name, password },
    prepare: fetchPhoneTools,
    start: () => begin(typed, password.value),
  })
  return (
    <CodeWayForm {...start} logins={{ phone: phone.value, email: null }} name={name} password={password}>
      <PhoneField field={phone} />
    </CodeWayForm>
  )
}

async function begin(typed: Typed, password: string): Promise<void> {
  keepTyped(typed)
  const { value: phone } = typed.phone
  const known = { phone: phoneToSend(phone), name: typed.name.value, ...(password && { password }) }
  await beginVerification({ body: { method: 'sms', ...known }, to: phone, from: hrefOf('sms', location.search) })
}
