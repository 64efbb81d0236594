import type { Problem } from '@vitrina/contract'
import { useRef } from 'preact/hooks'
import { words } from '../../language.ts'
import { Form, Submit } from '../../parts/form.tsx'
import { PasswordField } from '../../parts/password-field.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { type FieldState, focusFirstError, useField } from '../../parts/use-field.ts'
import { fetchPhoneTools, phoneToSend, showPhone, usePhoneTools } from '../../parts/use-phone-tools.ts'
import { useSending } from '../../parts/use-sending.ts'
import { ways } from '../../parts/way-words.ts'
import { api, signIn } from '../../site.ts'

const looksLikePhone = (text: string) => /^[\s+()\-.0-9]+$/.test(text)

/** An identifier as the server is told it. */
function toSend(typed: string): string {
  const text = typed.trim()
  return looksLikePhone(text) ? phoneToSend(text) : text
}

/** A phone number or an e-mail address, and the password. */
export function LoginForm({ identifier }: { identifier: FieldState }) {
  const password = useField((text) => (text ? undefined : 'password_required'))
  const form = useRef<HTMLFormElement>(null)
  const sending = useSending(identifier.value, (typed) => toSend(typed).toLowerCase())
  const { field, login } = words.value
  usePhoneTools()

  async function enter() {
    const approved = [identifier, password].map((each) => each.approve())
    if (approved.includes(false)) return focusFirstError(form.current)
    if (looksLikePhone(identifier.value)) await fetchPhoneTools()
    const body = { identifier: toSend(identifier.value), password: password.value }
    const opened = await api.post('/api/auth/login', { body })
    // The router sees a signed-in person on a guest's page and goes on by itself.
    await signIn(opened)
  }

  function refuse(problem: Problem) {
    // In our own words, which follow the language of the page.
    const isWrong = problem.code === 'identity.login_rejected'
    sending.show(isWrong ? { ...problem, detail: ways.words.value.login.wrong } : problem)
  }

  return (
    <Form formRef={form} onSubmit={() => sending.send(enter, refuse)}>
      <TextField
        label={field.identifier}
        field={identifier}
        name="identifier"
        autocomplete="username webauthn"
        autocapitalize="off"
        tidy={(text) => (looksLikePhone(text) ? showPhone(phoneToSend(text)) : text)}
      />
      <PasswordField field={password} purpose="current-password" />
      <Submit sending={sending}>{login.submit}</Submit>
    </Form>
  )
}
