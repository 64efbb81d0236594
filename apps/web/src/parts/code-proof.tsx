import type { Problem, Session, StartedVerification, VerificationState } from '@vitrina/contract'
import { useEffect, useRef, useState } from 'preact/hooks'
import { cabinet } from '../cabinet-words.ts'
import { words } from '../language.ts'
import { shell } from '../shell/shell.ts'
import { api, session } from '../site.ts'
import { AnotherCode } from './another-code.tsx'
import { sayAttempts } from './attempts.ts'
import { Button, ButtonLink } from './button.tsx'
import { CODE_LENGTH, CodeField } from './code-field.tsx'
import { DemoInbox } from './demo-inbox.tsx'
import { Form, Submit } from './form.tsx'
import { Icon } from './icon.tsx'
import { Notice } from './notice.tsx'
import { unbroken } from './unbroken.ts'
import { useField } from './use-field.ts'
import { useProof } from './use-proof.ts'
import { useSending } from './use-sending.ts'

/** A proof that has begun: where its code went, or the link into the bot that sends it. */
export type Proving = StartedVerification & {
  asksContact?: boolean
  /** As it was typed here: nobody is asked to recognise their own address by two letters. */
  typedTo?: string
}

interface CodeProofProps {
  proving: Proving
  /** In place of saying that the code was sent, where that would tell too much. */
  lead?: (to: string) => string
  /** With the session that the proof has opened; with none where this browser has picked it up already. */
  onProven: (opened?: Session) => void | Promise<void>
  /** Another proof: when this one has ended, and before where there is something else to choose, called `other`. */
  onAgain: () => void
  other?: string
}

/** The code of a proof, typed where the proof was asked for; sent by itself at the last digit. */
export function CodeProof({ proving, lead, onProven, onAgain, other }: CodeProofProps) {
  const proof = useProof(proving)
  const { state, end, look, learn } = proof
  const { form, field, sending, submit, isSpent, isMissed } = useCode(state, { onProven, onOver: look })
  const { proof: say } = cabinet.value
  if (end || isMissed) {
    return (
      <>
        <Notice tone="bad">{state.passedOn ? say.passedOn : say[end ?? 'used']}</Notice>
        <Button wide onClick={onAgain}>
          {say.startOver}
        </Button>
      </>
    )
  }
  return (
    <Form formRef={form} onSubmit={() => submit(field.value)}>
      <Whither proving={proving} lead={lead ?? say.sentTo} />
      {state.codeRefused && <Notice tone="bad">{say.refused}</Notice>}
      {state.mismatch && <Notice tone="bad">{say.mismatch}</Notice>}
      {isSpent ? (
        <Notice tone="bad">
          {words.value.code.spentTitle}. {say.spent}
        </Notice>
      ) : (
        <>
          <CodeField label={say.code} field={field} onWhole={submit} />
          <Submit sending={sending}>{say.submit}</Submit>
        </>
      )}
      <AnotherCode
        state={state}
        onSent={(part) => {
          // What was wrong with the code before is not wrong with this one.
          field.set('')
          learn(part)
        }}
      />
      {other && (
        <Button kind="plain" onClick={onAgain}>
          {other}
        </Button>
      )}
      {!state.codeRefused && <DemoInbox method={proving.method} />}
    </Form>
  )
}

/** Where the code goes, or where it is fetched. */
function Whither({ proving, lead }: { proving: Proving; lead: (to: string) => string }) {
  const { proof } = cabinet.value
  const { telegramLink, sentTo, typedTo, asksContact } = proving
  const to = typedTo || sentTo
  if (!telegramLink) return to ? <p class="soft">{lead(unbroken(to))}</p> : null
  return (
    <>
      <p class="soft">{asksContact ? proof.contactLead : proof.telegramLead}</p>
      <TelegramLink link={telegramLink} />
    </>
  )
}

interface CodeUse {
  onProven: CodeProofProps['onProven']
  /** The server may know it no more. */
  onOver: () => void
}

function useCode({ id, status, resendAt }: VerificationState, { onProven, onOver }: CodeUse) {
  const form = useRef<HTMLFormElement>(null)
  const check = (text: string) => (text.length === CODE_LENGTH ? undefined : 'code_malformed')
  const field = useField(check, '', { forgiving: true })
  const sending = useSending()
  // The time of the next code tells which one it was that may be tried no more.
  const [spent, setSpent] = useState<string>()
  const [isMissed, setMissed] = useState(false)
  const isProven = useRef(false)

  useEffect(() => {
    // The stream says it a moment before the code's own answer arrives.
    if (status === 'verified' && !sending.busy && !isProven.current) void pickUp()
  }, [status, sending.busy])

  /** The bot's return link did it in another tab, or the answer was lost: this browser's session may be the new one. */
  async function pickUp() {
    await session.restore()
    if (session.state.peek().status === 'signedIn') await onProven()
    else setMissed(true)
  }

  function refuse(problem: Problem) {
    if (problem.status === 404 || problem.status === 410) return onOver()
    if (problem.code !== 'registration.code_rejected') return sending.show(problem)
    // Nothing was there to be guessed: it may have been right before, and that answer lost.
    if (problem.attemptsLeft === undefined) onOver()
    field.set('')
    if (problem.attemptsLeft === 0) setSpent(resendAt)
    field.refuse('code_rejected', sayAttempts(cabinet.value.proof.wrong, problem.attemptsLeft))
    form.current?.querySelector('input')?.focus()
  }

  function submit(code: string) {
    if (!field.approve(code)) return
    const prove = async () => {
      const opened = await api.post('/api/auth/verifications/:id/code', { id, body: { code } })
      isProven.current = true
      await onProven(opened)
    }
    void sending.send(prove, refuse)
  }

  return { form, field, sending, submit, isSpent: spent !== undefined && spent === resendAt, isMissed }
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
