import { words } from '../../language.ts'
import { Form, Submit } from '../../parts/form.tsx'
import { Notice } from '../../parts/notice.tsx'
import { PasswordField } from '../../parts/password-field.tsx'
import { PhoneField } from '../../parts/phone-field.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { DemoPhones } from './demo-phones.tsx'
import { StrengthHint } from './strength-hint.tsx'
import { useRegistration } from './use-registration.ts'

/** Phone, name and password; leads to the waiting screen. */
export function RegisterForm() {
  const { phone, name, password, form, sending, isAnotherTry, submit } = useRegistration()
  const { field, register } = words.value
  const hint = <StrengthHint password={password.value} known={[name.value]} />
  return (
    <Form formRef={form} onSubmit={submit}>
      {isAnotherTry && <Notice>{register.kept}</Notice>}
      <PhoneField field={phone} />
      <DemoPhones onChoose={phone.set} />
      <TextField
        label={field.name}
        hint={field.nameHint}
        field={name}
        name="name"
        autocomplete="name"
        autocapitalize="words"
      />
      <PasswordField field={password} purpose="new-password" hint={hint} />
      <Submit sending={sending}>{register.submit}</Submit>
    </Form>
  )
}
