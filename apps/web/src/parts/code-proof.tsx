import type { Customer, Session, StartedVerification, VerificationState } from '@vitrina/contract'
import { cabinet } from '../cabinet-words.ts'
import { words } from '../language.ts'
import { shell } from '../shell/shell.ts'
import { AnotherCode } from './another-code.tsx'
import { Button, ButtonLink } from './button.tsx'
import { CodeField } from './code-field.tsx'
import { DemoInbox } from './demo-inbox.tsx'
import { Form, Submit } from './form.tsx'
import { Icon } from './icon.tsx'
import { Notice } from './notice.tsx'
import { unbroken } from './unbroken.ts'
import { hasProven, useOutcome } from './use-outcome.ts'
import { useProof } from './use-proof.ts'
import { useProofCode } from './use-proof-code.ts'
import { useRetry } from './use-retry.ts'

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
  /** Whether a session that was picked up is of this proof, by whose it is. */
  isMine?: (customer: Customer, state: VerificationState) => boolean
  /** Hears of every step of it. */
  onState?: (state: VerificationState) => void
  /** Another proof: when this one has ended, and before where there is something else to choose, called `other`. */
  onAgain: () => void
  other?: string
}

/** The code of a proof, typed where the proof was asked for; sent by itself at the last digit. */
export function CodeProof({ proving, lead, onProven, isMine, onState, onAgain, other }: CodeProofProps) {
  const proof = useProof(proving, onState)
  const { state, end, learn } = proof
  const input = useProofCode(proof, onProven)
  const { form, field, sending, submit, isSpent } = input
  const isMineByWhatItHas = (customer: Customer) => hasProven(customer, proving.typedTo)
  const { missed, again } = useOutcome(proof, { ...input, isMine: isMine ?? isMineByWhatItHas, onProven })
  const { proof: say } = cabinet.value
  if (missed === 'away') return <Away onAgain={again} />
  if (end || missed) {
    return (
      <>
        <Notice tone="bad">{state.passedOn ? say.passedOn : say[end ?? missed ?? 'expired']}</Notice>
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

/** It is over, and nobody can be asked now what came of it. */
function Away({ onAgain }: { onAgain: () => void }) {
  const { fault } = words.value
  useRetry(true, onAgain)
  return (
    <>
      <Notice tone="bad">{fault.unreachable}</Notice>
      <Button wide onClick={onAgain}>
        {fault.again}
      </Button>
    </>
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
