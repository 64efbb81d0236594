import { words } from '../../language.ts'
import { Card } from '../../parts/card.tsx'
import { TelegramLogin } from '../../parts/telegram-login.tsx'
import { type Page, safeNext } from '../../routes.ts'
import { RegisterForm } from './register-form.tsx'
import './register.css'

function RegisterPage() {
  const { register } = words.value
  return (
    <div class="split">
      <div class="split-words">
        <h1 tabIndex={-1}>{register.heading}</h1>
        <p class="lead">{register.lead}</p>
        <section class="register-next">
          <h2>{register.asideTitle}</h2>
          <ol>
            {register.aside.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ol>
        </section>
      </div>
      <Card>
        <RegisterForm />
        <TelegramLogin next={safeNext(location.search)} />
        <p class="soft">
          {register.have} <a href="/login">{register.signIn}</a>
        </p>
      </Card>
    </div>
  )
}

export const page: Page = { title: (words) => words.register.title, View: RegisterPage }
