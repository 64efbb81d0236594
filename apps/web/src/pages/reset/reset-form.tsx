import type { Problem, StartVerification } from '@vitrina/contract'
import { useRef, useState } from 'preact/hooks'
import { cabinet } from '../../cabinet-words.ts'
import type { Proving } from '../../parts/code-proof.tsx'
import { EmailField } from '../../parts/email-field.tsx'
import { checkEmail } from '../../parts/email-text.ts'
import { Form, Submit } from '../../parts/form.tsx'
import { knownIdentifier } from '../../parts/known-identifier.ts'
import { Notice } from '../../parts/notice.tsx'
import { PhoneField } from '../../parts/phone-field.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import { focusFirstError, useField } from '../../parts/use-field.ts'
import { checkPhone, fetchPhoneTools, phoneToSend } from '../../parts/use-phone-tools.ts'
import { useSending } from '../../parts/use-sending.ts'
import { shop } from '../../shop.ts'
import { api } from '../../site.ts'

const methods = ['email', 'sms', 'telegram_name'] as const
type Method = (typeof methods)[number]

/** Where the code goes. */
export function ResetForm({ onBegun }: { onBegun: (proving: Proving) => void }) {
  const ways = methods.filter((method) => shop.value.methods.includes(method))
  const [by, choose] = useState<Method>(() => wayOf(knownIdentifier.read(), ways))
  const { form, phone, email, sending, submit } = useReset(by, onBegun)
  const { reset } = cabinet.value
  if (!ways.length) return <Notice tone="bad">{reset.noWay}</Notice>
  const labels = { email: reset.byEmail, sms: reset.bySms, telegram_name: reset.byTelegram }
  return (
    <Form formRef={form} onSubmit={submit}>
      {ways.length > 1 && (
        <div class="reset-by">
          <span class="unseen" id="reset-by">
            {reset.by}
          </span>
          <Segmented
            labelledBy="reset-by"
            segments={ways.map((value) => ({ value, label: labels[value] }))}
            value={by}
            onChoose={choose}
          />
        </div>
      )}
      {by === 'sms' && <PhoneField field={phone} />}
      {by === 'email' && <EmailField field={email} />}
      <Submit sending={sending}>{by === 'telegram_name' ? reset.telegramSend : reset.send}</Submit>
    </Form>
  )
}

/** The way that fits what was typed to sign in; the first of them where that says nothing. */
function wayOf(known: string, ways: readonly Method[]): Method {
  const isPhone = /^\+?[\d\s()-]{5,}$/.test(known)
  const fitting: readonly Method[] = isPhone ? ['sms', 'telegram_name'] : methods
  return fitting.find((way) => ways.includes(way)) ?? ways[0] ?? 'telegram_name'
}

function useReset(by: Method, onBegun: (proving: Proving) => void) {
  const known = knownIdentifier.read()
  const phone = useField(checkPhone, known.includes('@') ? '' : known)
  const email = useField(checkEmail, known.includes('@') ? known : '')
  const form = useRef<HTMLFormElement>(null)
  const sending = useSending()
  const field = { sms: phone, email, telegram_name: undefined }[by]

  function refuse(problem: Problem) {
    const mine = problem.errors?.[0]
    if (!mine || !field) return sending.show(problem)
    field.refuse(mine.code, mine.message)
    focusFirstError(form.current)
  }

  async function begin() {
    if (by === 'sms') await fetchPhoneTools()
    if (field && !field.approve()) return focusFirstError(form.current)
    const body = bodyOf(by, { phone: phone.value, email: email.value })
    const started = await api.post('/api/auth/verifications', { body })
    const typedTo = field?.value.trim() ?? ''
    // Begun again, it begins with what was typed.
    if (typedTo) knownIdentifier.write(typedTo)
    onBegun({ ...started, typedTo, asksContact: by === 'telegram_name' })
  }

  return { form, phone, email, sending, submit: () => void sending.send(begin, refuse) }
}

function bodyOf(by: Method, typed: { phone: string; email: string }): StartVerification {
  const purpose = 'reset_password' as const
  if (by === 'sms') return { method: 'sms', purpose, phone: phoneToSend(typed.phone) }
  if (by === 'email') return { method: 'email', purpose, email: typed.email.trim() }
  return { method: 'telegram_name', purpose }
}
