import type { VerificationState } from '@vitrina/contract'
import { words } from '../../language.ts'
import { CodeField } from '../../parts/code-field.tsx'
import { Form, Submit } from '../../parts/form.tsx'
import { Notice } from '../../parts/notice.tsx'
import { carriedWords, codeWords } from './carried-words.ts'
import { ChangeRecipient } from './change-recipient.tsx'
import { Resend } from './resend.tsx'
import { StatusLine } from './status-line.tsx'
import { useCode } from './use-code.ts'
import type { Verification } from './use-verification.ts'

/** The last step: six digits from the chat, the letter or the message. Sent by themselves when the sixth is there. */
export function CodeForm({ verification, state }: { verification: Verification; state: VerificationState }) {
  const { field, form, sending, isSpent, submit, startAgain } = useCode(verification, state)
  const { code } = words.value
  const say = codeWords(state.method)
  return (
    <Form formRef={form} onSubmit={() => submit(field.value)}>
      {isSpent ? (
        <Notice tone="bad">
          <h2>{code.spentTitle}</h2>
          <p>{say.spent}</p>
        </Notice>
      ) : (
        <>
          <CodeField label={say.label} field={field} onWhole={submit} />
          <Submit sending={sending}>{code.submit}</Submit>
        </>
      )}
      <StatusLine verification={verification} state={state} text={isSpent ? code.spentStatus : undefined} />
      <Resend verification={verification} state={state} isNeeded={isSpent} onSent={startAgain}>
        {carriedWords(state.method) && <ChangeRecipient state={state} />}
      </Resend>
    </Form>
  )
}
