import { words } from '../../language.ts'
import { Form as FieldForm, Submit } from '../../parts/form.tsx'
import { Notice } from '../../parts/notice.tsx'
import { PasswordField } from '../../parts/password-field.tsx'
import { PhoneField } from '../../parts/phone-field.tsx'
import { useField } from '../../parts/use-field.ts'
import { fetchPhoneTools, phoneToSend } from '../../parts/use-phone-tools.ts'
import { ways } from '../../parts/way-words.ts'
import { shop } from '../../shop.ts'
import { beginVerification } from '../waiting/begin.ts'
import { checkNewPassword } from './checks.ts'
import { DemoPhones } from './demo-phones.tsx'
import { NameField } from './name-field.tsx'
import { StrengthHint } from './strength-hint.tsx'
import { useIsOpen } from './use-is-open.ts'
import { useStart } from './use-start.ts'
import { keepTyped, type Typed } from './use-typed.ts'
import { hrefOf, offeredWays } from './ways.ts'

/** Phone, name and password; leads to the waiting screen (A9). */
export function Form({ typed }: { typed: Typed }) {
  const { phone, name } = typed
  const password = useField(checkNewPassword)
  const { form, sending, refused, submit } = useStart({
    fields: { phone, name, password },
    prepare: fetchPhoneTools,
    start: () => begin(typed, password.value),
  })
  const { register } = words.value
  const logins = { phone: phone.value, email: null }
  const hint = <StrengthHint password={password.value} known={{ name: name.value, logins, refused }} />
  const isOpen = useIsOpen()
  const hasOthers = offeredWays(shop.value.methods).length > 1
  return (
    <FieldForm formRef={form} onSubmit={submit}>
      {!isOpen && <Notice tone="bad">{hasOthers ? ways.words.value.closedElse : register.closed}</Notice>}
      {typed.isAnotherTry && <Notice>{register.kept}</Notice>}
      <PhoneField field={phone} />
      <DemoPhones onChoose={phone.set} />
      <NameField field={name} />
      <PasswordField field={password} purpose="new-password" hint={hint} />
      <Submit sending={sending} paused={!isOpen}>
        {register.submit}
      </Submit>
    </FieldForm>
  )
}

async function begin(typed: Typed, password: string): Promise<void> {
  keepTyped(typed)
  const { value: phone } = typed.phone
  const body = { method: 'telegram_contact', name: typed.name.value, phone: phoneToSend(phone), password } as const
  await beginVerification({ body, to: phone, from: hrefOf('phone', location.search) })
}
