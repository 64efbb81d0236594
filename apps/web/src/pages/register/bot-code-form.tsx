import { words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { CODE_LENGTH, CodeField } from '../../parts/code-field.tsx'
import { Form } from '../../parts/form.tsx'
import { PhoneField } from '../../parts/phone-field.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
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
      <ProblemNotice problem={sending.problem} pause={sending.pause} />
      <Button kind="quiet" type="submit" busy={sending.busy} paused={sending.pause !== undefined} wide>
        {botCode.submit}
      </Button>
    </Form>
  )
}
