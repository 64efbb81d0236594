import { signal } from '@preact/signals'
import type { Customer } from '@vitrina/contract'
import { useEffect, useRef, useState } from 'preact/hooks'
import { cabinet } from '../cabinet-words.ts'
import { ProblemError } from '../problem.ts'
import { shop } from '../shop.ts'
import { api, session } from '../site.ts'
import { Button } from './button.tsx'
import { CodeProof, type Proving } from './code-proof.tsx'
import { Dialog } from './dialog.tsx'
import { Form, Submit } from './form.tsx'
import { PasswordField } from './password-field.tsx'
import { Segmented } from './segmented.tsx'
import { useField } from './use-field.ts'
import { useSending } from './use-sending.ts'

const asked = signal<((proven: boolean) => void) | undefined>(undefined)

/**
 * Does something that wants a fresh proof: asks for one when the server does, and then goes on by
 * itself. Out: nothing when the person thought better of it.
 */
export async function withProof<Result>(act: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await act()
  } catch (caught) {
    if (!(caught instanceof ProblemError) || caught.problem.code !== 'identity.step_up_required') throw caught
    const proven = await new Promise<boolean>((answer) => {
      asked.value = answer
    })
    asked.value = undefined
    return proven ? withProof(act) : undefined
  }
}

/** Where the question appears; on every page that does such things. */
export function StepUp() {
  const answer = asked.value
  const now = session.state.value
  const isIn = now.status === 'signedIn'
  // Left open it would be put to whoever comes here next, and what it was asked for done to them.
  useEffect(() => {
    if (!isIn) asked.peek()?.(false)
  }, [isIn])
  useEffect(() => () => asked.peek()?.(false), [])
  if (!answer || !isIn) return null
  return <StepUpDialog customer={now.customer} onEnd={answer} />
}

type Way = 'password' | 'email' | 'sms' | 'telegram'

function StepUpDialog({ customer, onEnd }: { customer: Customer; onEnd: (proven: boolean) => void }) {
  const ways = waysOf(customer)
  const [way, choose] = useState<Way>(ways[0] ?? 'telegram')
  const { stepUp, proof } = cabinet.value
  const labels = { password: stepUp.byPassword, email: stepUp.byEmail, sms: stepUp.bySms, telegram: stepUp.byTelegram }
  return (
    <Dialog heading={stepUp.heading} onClose={() => onEnd(false)}>
      <p class="soft">{stepUp.lead}</p>
      {ways.length > 1 && (
        <>
          <span class="unseen" id="step-up-by">
            {stepUp.by}
          </span>
          <Segmented
            labelledBy="step-up-by"
            segments={ways.map((value) => ({ value, label: labels[value] }))}
            value={way}
            onChoose={choose}
          />
        </>
      )}
      {way === 'password' ? (
        <ByPassword onProven={() => onEnd(true)} />
      ) : (
        <ByCode key={way} way={way} customer={customer} onProven={() => onEnd(true)} />
      )}
      <Button kind="plain" onClick={() => onEnd(false)}>
        {proof.cancel}
      </Button>
    </Dialog>
  )
}

function waysOf({ hasPassword, email, phone, telegramLinked }: Customer): Way[] {
  const { methods } = shop.value
  return [
    ...(hasPassword ? (['password'] as const) : []),
    ...(telegramLinked && methods.includes('telegram_name') ? (['telegram'] as const) : []),
    ...(email && methods.includes('email') ? (['email'] as const) : []),
    ...(phone && methods.includes('sms') ? (['sms'] as const) : []),
  ]
}

function ByPassword({ onProven }: { onProven: () => void }) {
  const password = useField((text) => (text ? undefined : 'password_required'))
  const sending = useSending()
  const form = useRef<HTMLFormElement>(null)
  // What is typed next is the password, not the choice of another way; the dialog opens first, and
  // would take the focus back.
  useEffect(() => {
    const opened = requestAnimationFrame(() => form.current?.querySelector('input')?.focus())
    return () => cancelAnimationFrame(opened)
  }, [])
  async function prove() {
    if (!password.approve()) return
    await api.post('/api/auth/step-up', { body: { password: password.value } })
    onProven()
  }
  return (
    <Form formRef={form} onSubmit={() => sending.send(prove)}>
      <PasswordField field={password} purpose="current-password" />
      <Submit sending={sending}>{cabinet.value.stepUp.submit}</Submit>
    </Form>
  )
}

interface ByCodeProps {
  way: Exclude<Way, 'password'>
  customer: Customer
  onProven: () => void
}

function ByCode({ way, customer, onProven }: ByCodeProps) {
  const [proving, setProving] = useState<Proving>()
  const sending = useSending()
  // Nothing is sent before the bot is opened.
  const { stepUp, reset } = cabinet.value
  async function start() {
    const body = bodyOf(way, customer)
    setProving(await api.post('/api/auth/verifications', { body }))
  }
  if (proving) {
    return (
      <CodeProof
        proving={proving}
        onAgain={() => setProving(undefined)}
        // The server says so, when what it was for is done.
        isMine={() => true}
        onProven={(opened) => {
          if (opened) session.adopt(opened)
          onProven()
        }}
      />
    )
  }
  return (
    <Form onSubmit={() => sending.send(start)}>
      <Submit sending={sending}>{way === 'telegram' ? reset.telegramSend : stepUp.send}</Submit>
    </Form>
  )
}

function bodyOf(way: ByCodeProps['way'], { email, phone }: Customer) {
  const purpose = 'step_up' as const
  if (way === 'email') return { method: 'email' as const, purpose, email: email ?? '' }
  if (way === 'sms') return { method: 'sms' as const, purpose, phone: phone ?? '' }
  return { method: 'telegram_name' as const, purpose }
}
