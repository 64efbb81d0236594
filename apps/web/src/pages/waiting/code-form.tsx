import type { VerificationState } from '@vitrina/contract'
import { words } from '../../language.ts'
import { CodeField } from '../../parts/code-field.tsx'
import { Form, Submit } from '../../parts/form.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Resend } from './resend.tsx'
import { StatusLine } from './status-line.tsx'
import { useCode } from './use-code.ts'
import type { Verification } from './use-verification.ts'

/** The last step: six digits from the chat. Sent by themselves when the sixth is there. */
export function CodeForm({ verification, state }: { verification: Verification; state: VerificationState }) {
  const { field, form, sending, isSpent, submit, startAgain } = useCode(verification, state)
  const { code, field: say } = words.value
  return (
    <Form formRef={form} onSubmit={() => submit(field.value)}>
      {isSpent ? (
        <Notice tone="bad">
          <h3>{code.spentTitle}</h3>
          <p>{code.spent}</p>
        </Notice>
      ) : (
        <>
          <CodeField label={say.code} field={field} onWhole={submit} />
          <Submit sending={sending}>{code.submit}</Submit>
        </>
      )}
      <StatusLine verification={verification} state={state} text={isSpent ? code.spentStatus : undefined} />
      <Resend verification={verification} state={state} isNeeded={isSpent} onSent={startAgain} />
    </Form>
  )
}
