import type { StartVerification } from '@vitrina/contract'
import { EmailField } from '../../parts/email-field.tsx'
import { checkEmail } from '../../parts/email-text.ts'
import { Form, Submit } from '../../parts/form.tsx'
import { PhoneField } from '../../parts/phone-field.tsx'
import { useField } from '../../parts/use-field.ts'
import { checkPhone, fetchPhoneTools, phoneToSend } from '../../parts/use-phone-tools.ts'
import { ways } from '../../parts/way-words.ts'
import { useStart } from '../register/use-start.ts'
import { beginVerification } from '../waiting/begin.ts'
import { type CodeWay, hrefOf } from './ways.ts'

type SendWay = Exclude<CodeWay, 'bot'>

/** Where a code to sign in with goes. Whoever has no account yet is given one by it (X1). */
export function RequestCode({ way, known }: { way: SendWay; known: string }) {
  const email = useField(checkEmail, way === 'email' && known.includes('@') ? known : '')
  const phone = useField(checkPhone, way === 'sms' && !known.includes('@') ? known : '')
  const { form, sending, submit } = useStart(
    way === 'email'
      ? { fields: { email }, start: () => begin({ method: 'email', email: email.value.trim() }, email.value.trim()) }
      : {
          fields: { phone },
          prepare: fetchPhoneTools,
          start: () => begin({ method: 'sms', phone: phoneToSend(phone.value) }, phone.value),
        },
  )
  const { getCode, login } = ways.words.value
  return (
    <Form formRef={form} onSubmit={submit}>
      {way === 'email' ? <EmailField field={email} /> : <PhoneField field={phone} />}
      <Submit sending={sending}>{getCode}</Submit>
      <p class="soft">{login.newcomer}</p>
    </Form>
  )
}

function begin(body: StartVerification & { method: SendWay }, to: string): Promise<void> {
  return beginVerification({ body, to, from: hrefOf(body.method, location.search) })
}
