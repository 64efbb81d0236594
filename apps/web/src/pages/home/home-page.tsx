import { words } from '../../language.ts'
import { ButtonLink } from '../../parts/button.tsx'
import type { Page } from '../../routes.ts'
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
          <p class="lead">{customer ? home.signedInText : home.text}</p>
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
      <section class="home-how" aria-labelledby="how">
        <h2 id="how">{home.how}</h2>
        <ol>
          {home.steps.map(({ title, text }) => (
            <li key={title}>
              <h3>{title}</h3>
              <p class="soft">{text}</p>
            </li>
          ))}
        </ol>
      </section>
    </>
  )
}

export const page: Page = { title: (words) => words.home.title, View: HomePage }
