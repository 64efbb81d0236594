import { words } from '../../language.ts'
import { Card } from '../../parts/card.tsx'
import { knownIdentifier } from '../../parts/known-identifier.ts'
import { Notice } from '../../parts/notice.tsx'
import { PasskeySignIn } from '../../parts/passkey-sign-in.tsx'
import { useField } from '../../parts/use-field.ts'
import { ways } from '../../parts/way-words.ts'
import { type Page, safeNext, withNext } from '../../routes.ts'
import { shop } from '../../shop.ts'
import { sessionEnded } from '../../site.ts'
import type { CodeWayForm as AnyCodeWayForm } from './code-way-form.tsx'
import { FromMiniApp } from './from-mini-app.tsx'
import { LoginForm } from './login-form.tsx'
import { Passwordless } from './passwordless.tsx'
import { ThroughTelegram } from './through-telegram.tsx'
import { type CodeWay, codeWayOf } from './ways.ts'

let CodeWayForm: typeof AnyCodeWayForm | undefined

function LoginPage({ search }: { search: string }) {
  // Typed for one way, it is there in the next.
  const identifier = useField((text) => (text.trim() ? undefined : 'identifier_required'), knownIdentifier.read())
  const asked = codeWayOf(search, shop.value.methods)
  const way = CodeWayForm && asked
  const { login } = words.value
  const reason = reasonOf(safeNext(search))
  return (
    <div class="split">
      <div class="split-words">
        <h1 tabIndex={-1}>{login.heading}</h1>
        <p class="lead">{leadOf(way)}</p>
      </div>
      <Card>
        {reason && (
          <Notice>
            <p>{reason}</p>
          </Notice>
        )}
        {sessionEnded.value && (
          <Notice>
            <p role="status">{ways.words.value.login.ended}</p>
          </Notice>
        )}
        <FromMiniApp />
        {way && CodeWayForm ? (
          <CodeWayForm key={way} way={way} known={identifier.value} />
        ) : (
          <>
            <LoginForm identifier={identifier} />
            <p class="soft">
              <a href="/reset" onClick={() => knownIdentifier.write(identifier.value)}>
                {ways.words.value.login.forgot}
              </a>
            </p>
            <PasskeySignIn />
          </>
        )}
        {way !== 'bot' && <ThroughTelegram way={way} search={search} />}
        <Passwordless way={way} search={search} />
        <p class="soft">
          {login.none} <a href={withNext('/register', search)}>{login.register}</a>
        </p>
      </Card>
    </div>
  )
}

/** Why somebody who wanted another page is asked to sign in. */
function reasonOf(next: string): string | undefined {
  const { toOrder, toOrders } = ways.words.value.login
  if (next === '/checkout') return toOrder
  return /^\/orders(?:\/|$)/.test(next) ? toOrders : undefined
}

function leadOf(way: CodeWay | undefined): string {
  const { emailLead, smsLead } = ways.words.value.login
  if (!way) return words.value.login.lead
  return { email: emailLead, sms: smsLead, bot: words.value.botCode.lead }[way]
}

async function loadWay(search: string): Promise<void> {
  if (new URLSearchParams(search).has('way')) CodeWayForm ??= (await import('./code-way-form.tsx')).CodeWayForm
}

export const page: Page = {
  title: (words) => words.login.title,
  View: LoginPage,
  prepare: (search) => Promise.all([ways.open(), loadWay(search)]),
}
