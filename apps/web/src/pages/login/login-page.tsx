import { words } from '../../language.ts'
import { Card } from '../../parts/card.tsx'
import { PasskeySignIn } from '../../parts/passkey-sign-in.tsx'
import { TelegramLogin } from '../../parts/telegram-login.tsx'
import { useField } from '../../parts/use-field.ts'
import { ways } from '../../parts/way-words.ts'
import { type Page, safeNext, withNext } from '../../routes.ts'
import { shop } from '../../shop.ts'
import { TelegramSignIn } from '../register/telegram-sign-in.tsx'
import { LoginForm } from './login-form.tsx'
import { Passwordless } from './passwordless.tsx'
import type { RequestCode as RequestCodeForm } from './request-code.tsx'
import { codeWayOf } from './ways.ts'

let RequestCode: typeof RequestCodeForm | undefined

function LoginPage({ search }: { search: string }) {
  // Typed for one way, it is there in the next.
  const identifier = useField((text) => (text.trim() ? undefined : 'identifier_required'))
  const asked = codeWayOf(search, shop.value.methods)
  const way = RequestCode && asked
  const { login } = words.value
  const say = ways.words.value.login
  return (
    <div class="split">
      <div class="split-words">
        <h1 tabIndex={-1}>{login.heading}</h1>
        <p class="lead">{way ? (way === 'email' ? say.emailLead : say.smsLead) : login.lead}</p>
      </div>
      <Card>
        {way && RequestCode ? (
          <RequestCode key={way} way={way} known={identifier.value} />
        ) : (
          <>
            <LoginForm identifier={identifier} />
            <p class="soft">
              <a href="/reset">{say.forgot}</a>
            </p>
            <PasskeySignIn />
          </>
        )}
        <TelegramLogin next={safeNext(search)} />
        <Passwordless way={way} search={search} />
        <TelegramSignIn />
        <p class="soft">
          {login.none} <a href={withNext('/register', search)}>{login.register}</a>
        </p>
      </Card>
    </div>
  )
}

async function loadWay(search: string): Promise<void> {
  if (new URLSearchParams(search).has('way')) RequestCode ??= (await import('./request-code.tsx')).RequestCode
}

export const page: Page = {
  title: (words) => words.login.title,
  View: LoginPage,
  prepare: (search) => Promise.all([ways.open(), loadWay(search)]),
}
