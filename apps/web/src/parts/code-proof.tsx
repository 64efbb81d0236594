import type { Problem, Session, StartedVerification } from '@vitrina/contract'
import { useRef } from 'preact/hooks'
import { cabinet } from '../cabinet-words.ts'
import { shell } from '../shell/shell.ts'
import { api } from '../site.ts'
import { Button, ButtonLink } from './button.tsx'
import { CODE_LENGTH, CodeField } from './code-field.tsx'
import { Form, Submit } from './form.tsx'
import { Icon } from './icon.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { toast } from './toast.tsx'
import { useField } from './use-field.ts'
import { useSending } from './use-sending.ts'

/** A proof that has begun: where its code went, or the link into the bot that sends it. */
export type Proving = StartedVerification & { asksContact?: boolean }

interface CodeProofProps {
  proving: Proving
  onProven: (opened: Session) => void | Promise<void>
}

/** The code of a proof, typed where the proof was asked for; sent by itself at the last digit. */
export function CodeProof({ proving, onProven }: CodeProofProps) {
  const { form, field, sending, submit } = useCode(proving.id, onProven)
  const { proof } = cabinet.value
  const { telegramLink, sentTo } = proving
  return (
    <Form formRef={form} onSubmit={() => submit(field.value)}>
      {telegramLink ? (
        <>
          <p class="soft">{proving.asksContact ? proof.contactLead : proof.telegramLead}</p>
          <TelegramLink link={telegramLink} />
        </>
      ) : (
        sentTo && <p class="soft">{proof.sentTo(sentTo)}</p>
      )}
      <CodeField label={proof.code} field={field} onWhole={submit} />
      <Submit sending={sending}>{proof.submit}</Submit>
      <Again id={proving.id} />
    </Form>
  )
}

function useCode(id: string, onProven: CodeProofProps['onProven']) {
  const form = useRef<HTMLFormElement>(null)
  const check = (text: string) => (text.length === CODE_LENGTH ? undefined : 'code_malformed')
  const field = useField(check, '', { forgiving: true })
  const sending = useSending()

  function refuse(problem: Problem) {
    if (problem.code !== 'registration.code_rejected') return sending.show(problem)
    field.set('')
    field.refuse('code_rejected', cabinet.value.proof.wrong)
    form.current?.querySelector('input')?.focus()
  }

  function submit(code: string) {
    if (!field.approve(code)) return
    const prove = async () => onProven(await api.post('/api/auth/verifications/:id/code', { id, body: { code } }))
    void sending.send(prove, refuse)
  }

  return { form, field, sending, submit }
}

function TelegramLink({ link }: { link: string }) {
  const { proof } = cabinet.value
  return (
    <ButtonLink
      kind="quiet"
      href={link}
      target="_blank"
      rel="noopener"
      wide
      onClick={(event) => {
        if (shell.openTelegram(link)) event.preventDefault()
      }}
    >
      <Icon name="plane" />
      {proof.openTelegram}
      <span class="unseen">, {proof.newTab}</span>
    </ButtonLink>
  )
}

/** Another code; when it is too early the server says when. */
function Again({ id }: { id: string }) {
  const sending = useSending()
  const { proof } = cabinet.value
  async function send() {
    await api.post('/api/auth/verifications/:id/resend', { id })
    toast(proof.resent)
  }
  return (
    <>
      <ProblemNotice problem={sending.problem} pause={sending.pause} />
      <Button kind="plain" busy={sending.busy} paused={sending.pause !== undefined} onClick={() => sending.send(send)}>
        {proof.again}
      </Button>
    </>
  )
}
