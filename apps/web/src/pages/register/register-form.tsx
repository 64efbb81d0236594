import type { Problem } from '@vitrina/contract'
import { useRef, useState } from 'preact/hooks'
import { locale, words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { PasswordField } from '../../parts/password-field.tsx'
import { PhoneField } from '../../parts/phone-field.tsx'
import { ProblemNotice, usePause } from '../../parts/problem-notice.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { focusFirstError, useField } from '../../parts/use-field.ts'
import { checkPhone, fetchPhoneTools, phoneToSend } from '../../parts/use-phone-tools.ts'
import { problemOf } from '../../problem.ts'
import { navigate } from '../../router.tsx'
import { api } from '../../site.ts'
import { checkName, checkNewPassword } from './checks.ts'
import { draft } from './draft.ts'
import { StrengthHint } from './strength-hint.tsx'
import '../../parts/form.css'

/** Phone, name and password; leads to the waiting screen. */
export function RegisterForm() {
  const [before] = useState(draft.read)
  const fields = {
    phone: useField(checkPhone, before?.phone),
    name: useField(checkName, before?.name),
    password: useField(checkNewPassword),
  }
  const { phone, name, password } = fields
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const pause = usePause(problem)
  const { field, register } = words.value

  function refuse(found: Problem) {
    const ours = (found.errors ?? []).filter((error) => Object.hasOwn(fields, error.field))
    for (const { field, code, message } of ours) fields[field as keyof typeof fields].refuse(code, message)
    setProblem(ours.length ? undefined : found)
    if (ours.length) focusFirstError(form.current)
  }

  async function send() {
    await fetchPhoneTools()
    const approved = [phone, name, password].map((each) => each.approve())
    if (approved.includes(false)) return focusFirstError(form.current)
    const typed = { name: name.value, phone: phone.value }
    draft.write(typed)
    const verification = await api.post('/api/auth/verifications', {
      body: {
        method: 'telegram_contact',
        name: name.value,
        phone: phoneToSend(phone.value),
        password: password.value,
        locale: locale.value,
      },
    })
    draft.write({ ...typed, verification })
    navigate(`/register/${encodeURIComponent(verification.id)}`)
  }

  async function submit() {
    setBusy(true)
    setProblem(undefined)
    await send()
      .catch((caught) => refuse(problemOf(caught)))
      .finally(() => setBusy(false))
  }

  return (
    <form
      class="form"
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy && !pause) void submit()
      }}
    >
      {before?.verification && <Notice>{register.kept}</Notice>}
      <PhoneField field={phone} />
      <TextField
        label={field.name}
        hint={field.nameHint}
        field={name}
        name="name"
        autocomplete="name"
        autocapitalize="words"
      />
      <PasswordField
        field={password}
        purpose="new-password"
        hint={<StrengthHint password={password.value} known={[name.value]} />}
      />
      <ProblemNotice problem={problem} pause={pause} />
      <Button type="submit" busy={busy} paused={pause !== undefined} wide>
        {register.submit}
      </Button>
    </form>
  )
}
