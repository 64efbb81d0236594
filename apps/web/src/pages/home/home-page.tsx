import { words } from '../../language.ts'
import { ButtonLink } from '../../parts/button.tsx'
import type { Page } from '../../routes.ts'
import { shop } from '../../shop.ts'
import { session } from '../../site.ts'
import { ShopWindow } from './shop-window.tsx'
import './home.css'

function HomePage() {
  const { home } = words.value
  const now = session.state.value
  const customer = now.status === 'signedIn' ? now.customer : undefined
  return (
    <>
      <div class="home">
        <div class="home-words">
          <h1 tabIndex={-1}>{customer ? home.welcome(customer.name) : home.lead}</h1>
          <p class="lead">{customer ? home.signedInText : home.text(eitherOf(home.ways))}</p>
          <div class="choices">
            {customer ? (
              <ButtonLink href="/account">{home.toAccount}</ButtonLink>
            ) : (
              <>
                <ButtonLink href="/register">{home.register}</ButtonLink>
                <ButtonLink kind="quiet" href="/login">
                  {home.signIn}
                </ButtonLink>
              </>
            )}
          </div>
        </div>
        <ShopWindow />
      </div>
      {!customer && <How />}
    </>
  )
}

function How() {
  const { home } = words.value
  return (
    <section class="home-how" aria-labelledby="how">
      <h2 id="how">{home.how}</h2>
      <ol>
        {home.steps(eitherOf(home.codes)).map(({ title, text }) => (
          <li key={title}>
            <h3>{title}</h3>
            <p class="soft">{text}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** «Through Telegram, by mail or by SMS»: what this shop has, and nothing else. */
function eitherOf(names: Record<'telegram' | 'email' | 'sms', string>): string {
  const { methods } = shop.value
  const had = {
    telegram: methods.some((method) => method.startsWith('telegram_')),
    email: methods.includes('email'),
    sms: methods.includes('sms'),
  }
  const named = (['telegram', 'email', 'sms'] as const).filter((key) => had[key]).map((key) => names[key])
  const last = named.pop() ?? ''
  return named.length ? `${named.join(', ')} ${words.value.home.or} ${last}` : last
}

export const page: Page = { title: (words) => words.home.title, View: HomePage }
