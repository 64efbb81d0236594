import { words } from '../../language.ts'
import { Card } from '../../parts/card.tsx'
import { PasskeySignIn } from '../../parts/passkey-sign-in.tsx'
import type { Page } from '../../routes.ts'
import { TelegramSignIn } from '../register/telegram-sign-in.tsx'
import { LoginForm } from './login-form.tsx'

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
        <PasskeySignIn />
        <TelegramSignIn />
        <p class="soft">
          {login.none} <a href="/register">{login.register}</a>
        </p>
      </Card>
    </div>
  )
}

export const page: Page = { title: (words) => words.login.title, View: LoginPage }
