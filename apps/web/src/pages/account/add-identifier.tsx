import type { Problem, StartVerification } from '@vitrina/contract'
import { useRef, useState } from 'preact/hooks'
import { cabinet } from '../../cabinet-words.ts'
import { type Adding, addingUnderWay } from '../../parts/adding-under-way.ts'
import { Button } from '../../parts/button.tsx'
import { CodeProof, type Proving } from '../../parts/code-proof.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { EmailField } from '../../parts/email-field.tsx'
import { checkEmail } from '../../parts/email-text.ts'
import { Form, Submit } from '../../parts/form.tsx'
import { PhoneField } from '../../parts/phone-field.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import { withProof } from '../../parts/step-up.tsx'
import { toast } from '../../parts/toast.tsx'
import { focusFirstError, useField } from '../../parts/use-field.ts'
import { checkPhone, fetchPhoneTools, phoneToSend } from '../../parts/use-phone-tools.ts'
import { useSending } from '../../parts/use-sending.ts'
import { shop } from '../../shop.ts'
import { api, ownCustomer, ownId, session } from '../../site.ts'
import type { Kind } from './identifiers.tsx'
import { lookForJoin } from './join-news.ts'

/** Adds an identifier, or another in place of one: named, then proven by a code. */
export function AddIdentifier({ onClose, ...wanted }: Adding & { onClose: () => void }) {
  const { kind, value } = wanted
  const { proving, begin, startOver, close } = useAdding(wanted, onClose)
  const { adding, identifiers, proof } = cabinet.value
  return (
    <Dialog heading={adding[kind]} onClose={close}>
      {proving ? (
        <CodeProof
          proving={proving}
          onAgain={startOver}
          onState={addingUnderWay.follow}
          onProven={async (opened) => {
            if (opened) session.adopt(opened)
            close()
            // Two accounts that became one are told of by the page, which stays longer.
            if (!(await lookForJoin().catch(() => false))) toast(identifiers.added)
          }}
        />
      ) : (
        <Naming kind={kind} value={value} onBegun={begin} />
      )}
      <Button kind="plain" onClick={close}>
        {proof.cancel}
      </Button>
    </Dialog>
  )
}

/** Where it is, kept through a reload: a code may be on its way already. */
function useAdding(adding: Adding, onClose: () => void) {
  const [proving, setProving] = useState(adding.proving)
  const isClosed = useRef(false)
  return {
    proving,
    begin(begun: Proving) {
      const customerId = ownId()
      // Its answer came after it was given up here.
      if (isClosed.current || customerId === undefined) return
      addingUnderWay.write({ ...adding, proving: begun }, customerId)
      setProving(begun)
    },
    startOver() {
      addingUnderWay.forget()
      setProving(undefined)
    },
    close() {
      isClosed.current = true
      addingUnderWay.forget()
      onClose()
    },
  }
}

type By = 'sms' | 'telegram_contact'

function Naming({ kind, value, onBegun }: Pick<Adding, 'kind' | 'value'> & { onBegun: (proving: Proving) => void }) {
  const phone = useField(checkPhone, kind === 'phone' ? value : '')
  const email = useField(checkEmail, value)
  const ways = (['sms', 'telegram_contact'] as const).filter((way) => shop.value.methods.includes(way))
  const [by, choose] = useState<By>(ways[0] ?? 'telegram_contact')
  const form = useRef<HTMLFormElement>(null)
  const sending = useSending()
  const { adding } = cabinet.value
  const isLinked = ownCustomer()?.telegramLinked === true
  const bringsTelegram = !isLinked && kind === 'phone' && by === 'telegram_contact'
  // Two Telegrams never meet in one account (S11).
  const mayStayApart = isLinked || bringsTelegram
  const field = { phone, email, telegram: undefined }[kind]

  function refuse(problem: Problem) {
    const mine = problem.errors?.find((error) => error.field === kind)
    if (!mine || !field) return sending.show(problem)
    field.refuse(mine.code, mine.message)
    focusFirstError(form.current)
  }

  async function begin() {
    if (kind === 'phone') await fetchPhoneTools()
    if (field && !field.approve()) return focusFirstError(form.current)
    if (field && kind !== 'telegram' && !bringsTelegram && isOwn(kind, field.value)) {
      field.refuse('own', adding.own[kind])
      return focusFirstError(form.current)
    }
    const body = bodyOf(kind, { by, phone: phone.value, email: email.value })
    const started = await withProof(() => api.post('/api/auth/verifications', { body }))
    const typedTo = field?.value.trim() ?? ''
    if (started) onBegun({ ...started, typedTo, asksContact: body.method === 'telegram_contact' })
  }

  return (
    <Form formRef={form} onSubmit={() => sending.send(begin, refuse)}>
      <p class="soft">{{ phone: adding.phoneLead, email: adding.emailLead, telegram: adding.telegramLead }[kind]}</p>
      {kind === 'phone' && <PhoneField field={phone} />}
      {kind === 'phone' && ways.length > 1 && <By by={by} ways={ways} onChoose={choose} />}
      {kind === 'email' && <EmailField field={email} />}
      <p class="soft small">{mayStayApart ? adding.joiningApart : adding.joining}</p>
      <Submit sending={sending}>{adding.next}</Submit>
    </Form>
  )
}

/** Proven in the account already: a code would change nothing. */
function isOwn(kind: 'phone' | 'email', text: string): boolean {
  return ownCustomer()?.[kind] === (kind === 'phone' ? phoneToSend(text) : text.trim().toLowerCase())
}

function By({ by, ways, onChoose }: { by: By; ways: readonly By[]; onChoose: (by: By) => void }) {
  const { adding } = cabinet.value
  const labels = { sms: adding.bySms, telegram_contact: adding.byTelegram }
  return (
    <div class="adding-by">
      <span id="adding-by">{adding.by}</span>
      <Segmented
        labelledBy="adding-by"
        segments={ways.map((value) => ({ value, label: labels[value] }))}
        value={by}
        onChoose={onChoose}
      />
    </div>
  )
}

function bodyOf(kind: Kind, typed: { by: By; phone: string; email: string }): StartVerification {
  const purpose = 'add_identifier' as const
  // Named, so that whoever is handed the bot's link sees whose account it is about (X6).
  const name = ownCustomer()?.name
  if (kind === 'telegram') return { method: 'telegram_name', purpose, name }
  if (kind === 'email') return { method: 'email', purpose, email: typed.email.trim() }
  const phone = phoneToSend(typed.phone)
  if (typed.by === 'sms') return { method: 'sms', purpose, phone }
  return { method: 'telegram_contact', purpose, phone, name: name ?? '' }
}
