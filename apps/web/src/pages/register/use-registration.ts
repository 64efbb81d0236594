import type { Problem } from '@vitrina/contract'
import { useRef, useState } from 'preact/hooks'
import { locale } from '../../language.ts'
import { focusFirstError, useField } from '../../parts/use-field.ts'
import { checkPhone, fetchPhoneTools, phoneToSend } from '../../parts/use-phone-tools.ts'
import { useSending } from '../../parts/use-sending.ts'
import { navigate } from '../../router.tsx'
import { api } from '../../site.ts'
import { checkName, checkNewPassword } from './checks.ts'
import { draft } from './draft.ts'

/** The registration form: its fields, from an earlier try where there was one, and its sending. */
export function useRegistration() {
  const [before] = useState(draft.read)
  const fields = {
    phone: useField(checkPhone, before?.phone),
    name: useField(checkName, before?.name),
    password: useField(checkNewPassword),
  }
  const form = useRef<HTMLFormElement>(null)
  const sending = useSending()

  function refuse(problem: Problem) {
    const ours = (problem.errors ?? []).filter(({ field }) => Object.hasOwn(fields, field))
    for (const { field, code, message } of ours) fields[field as keyof typeof fields].refuse(code, message)
    if (ours.length) focusFirstError(form.current)
    else sending.show(problem)
  }

  async function start() {
    await fetchPhoneTools()
    const approved = Object.values(fields).map((field) => field.approve())
    if (approved.includes(false)) return focusFirstError(form.current)
    const typed = { name: fields.name.value, phone: fields.phone.value }
    draft.write(typed)
    const body = {
      method: 'telegram_contact',
      name: typed.name,
      phone: phoneToSend(typed.phone),
      password: fields.password.value,
      locale: locale.value,
    } as const
    const verification = await api.post('/api/auth/verifications', { body })
    draft.write({ ...typed, verification })
    navigate(`/register/${encodeURIComponent(verification.id)}`)
  }

  return {
    ...fields,
    form,
    sending,
    isAnotherTry: before?.verification !== undefined,
    submit: () => sending.send(start, refuse),
  }
}
