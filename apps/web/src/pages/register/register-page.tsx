import { words } from '../../language.ts'
import { Card } from '../../parts/card.tsx'
import type { Page } from '../../routes.ts'
import { BotCodeBlock } from './bot-code-block.tsx'
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
        <p class="soft">
          {register.have} <a href="/login">{register.signIn}</a>
        </p>
        <BotCodeBlock />
      </Card>
    </div>
  )
}

export const page: Page = { title: (words) => words.register.title, View: RegisterPage }
