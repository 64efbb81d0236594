import { words } from '../../language.ts'
import { CODE_LENGTH, CodeField } from '../../parts/code-field.tsx'
import { Form, Submit } from '../../parts/form.tsx'
import { PhoneField } from '../../parts/phone-field.tsx'
import { useBotCode } from './use-bot-code.ts'

/** The number that the bot was told, and the code that it gave; both are judged as they are typed (D7). */
export function BotCodeForm() {
  const { phone, code, form, sending, submit, submitWhole } = useBotCode()
  const { botCode, field } = words.value
  const left = CODE_LENGTH - code.value.length
  const hint = code.value && left > 0 ? botCode.codeLeft(left) : undefined
  return (
    <Form formRef={form} onSubmit={() => submit(code.value)}>
      <PhoneField field={phone} label={botCode.phone} />
      <CodeField label={field.code} field={code} hint={hint} waits onWhole={submitWhole} />
      <Submit sending={sending}>{botCode.submit}</Submit>
    </Form>
  )
}
