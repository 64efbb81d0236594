import type { Problem } from '@vitrina/contract'
import { useRef, useState } from 'preact/hooks'
import { locale } from '../../language.ts'
import { focusFirstError, useField } from '../../parts/use-field.ts'
import { checkPhone, fetchPhoneTools, phoneToSend } from '../../parts/use-phone-tools.ts'
import { useSending } from '../../parts/use-sending.ts'
import { navigate } from '../../router.tsx'
import { api } from '../../site.ts'
import { underWay } from '../waiting/under-way.ts'
import { checkName, checkNewPassword } from './checks.ts'
import { type Draft, draft } from './draft.ts'

/** The registration form: its fields, from an earlier try where there was one, and its sending. */
export function useRegistration() {
  const [before] = useState(draft.read)
  const fields = {
    phone: useField(checkPhone, before?.phone),
    name: useField(checkName, before?.name),
    password: useField(checkNewPassword),
  }
  const form = useRef<HTMLFormElement>(null)
  const [refused, setRefused] = useState<readonly string[]>([])
  const sending = useSending()

  function refuse(problem: Problem) {
    const ours = firstOfEach(problem.errors ?? []).filter(({ field }) => Object.hasOwn(fields, field))
    for (const { field, code, message } of ours) fields[field as keyof typeof fields].refuse(code, message)
    if (ours.some(({ code }) => code === 'password_common')) setRefused([...refused, fields.password.value])
    if (ours.length) focusFirstError(form.current)
    else sending.show(problem)
  }

  async function start() {
    await fetchPhoneTools()
    const approved = Object.values(fields).map((field) => field.approve())
    if (approved.includes(false)) return focusFirstError(form.current)
    await begin({ name: fields.name.value, phone: fields.phone.value }, fields.password.value)
  }

  return {
    ...fields,
    form,
    sending,
    /** Passwords that the server found too common. */
    refused,
    isAnotherTry: before?.isSent === true,
    submit: () => sending.send(start, refuse),
  }
}

/** Starts the registration and goes to where it is waited for; what was typed outlives a refusal. */
async function begin(typed: Draft, password: string): Promise<void> {
  draft.write(typed)
  const { name, phone } = typed
  const body = {
    method: 'telegram_contact',
    name,
    phone: phoneToSend(phone),
    password,
    locale: locale.value,
  } as const
  const verification = await api.post('/api/auth/verifications', { body })
  draft.write({ ...typed, isSent: true })
  underWay.begin(verification, phone)
  navigate(`/register/${encodeURIComponent(verification.id)}`)
}

// One thing at a time is put right; the first is the plainest.
function firstOfEach(errors: NonNullable<Problem['errors']>): NonNullable<Problem['errors']> {
  return errors.filter(({ field }, index) => errors.findIndex((other) => other.field === field) === index)
}
