import type { Problem } from '@vitrina/contract'
import { useRef, useState } from 'preact/hooks'
import { words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { PasswordField } from '../../parts/password-field.tsx'
import { ProblemNotice, usePause } from '../../parts/problem-notice.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { toast } from '../../parts/toast.tsx'
import { focusFirstError, useField } from '../../parts/use-field.ts'
import { fetchPhoneTools, phoneToSend, showPhone, usePhoneTools } from '../../parts/use-phone-tools.ts'
import { problemOf } from '../../problem.ts'
import type { Page } from '../../routes.ts'
import { api, session } from '../../site.ts'
import '../../parts/form.css'

const looksLikePhone = (text: string) => /^[\s+()\-.0-9]+$/.test(text)

function LoginPage() {
  const { login } = words.value
  return (
    <div class="split">
      <div class="split-words">
        <h1 tabIndex={-1}>{login.heading}</h1>
        <p class="lead">{login.lead}</p>
      </div>
      <Card>
        <LoginForm />
        <p class="soft">
          {login.none} <a href="/register">{login.register}</a>
        </p>
      </Card>
    </div>
  )
}

function LoginForm() {
  const identifier = useField((text) => (text.trim() ? undefined : 'identifier_required'))
  const password = useField((text) => (text ? undefined : 'password_required'))
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const pause = usePause(problem)
  usePhoneTools()
  const { field, login, account } = words.value

  async function send() {
    const approved = [identifier, password].map((each) => each.approve())
    if (approved.includes(false)) return focusFirstError(form.current)
    const typed = identifier.value.trim()
    const isPhone = looksLikePhone(typed)
    if (isPhone) await fetchPhoneTools()
    const body = { identifier: isPhone ? phoneToSend(typed) : typed, password: password.value }
    const opened = await api.post('/api/auth/login', { body })
    toast(account.signedInAs(opened.customer.name))
    // The router sees a signed-in person on a guest's page and goes on by itself.
    session.adopt(opened)
  }

  async function submit() {
    setBusy(true)
    setProblem(undefined)
    await send()
      .catch((caught) => setProblem(problemOf(caught)))
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
      <TextField
        label={field.identifier}
        field={identifier}
        name="identifier"
        autocomplete="username"
        autocapitalize="off"
        tidy={(text) => (looksLikePhone(text) ? showPhone(phoneToSend(text)) : text)}
      />
      <PasswordField field={password} purpose="current-password" />
      <ProblemNotice problem={problem} pause={pause} />
      <Button type="submit" busy={busy} paused={pause !== undefined} wide>
        {login.submit}
      </Button>
    </form>
  )
}

export const page: Page = { title: (words) => words.login.title, View: LoginPage }
