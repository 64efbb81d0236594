import { words } from '../../language.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { shopWords } from '../../shop-words.ts'
import { waysText } from './ways-text.ts'

/** What an account is good for, below what is sold. */
export function Account() {
  const { home } = words.value
  return (
    <section class="home-account" aria-labelledby="account">
      <div class="home-account-words">
        <h2 id="account">{shopWords.value.home.account}</h2>
        <p class="soft">{home.text(waysText(home.ways))}</p>
        <div class="choices">
          <Ways />
        </div>
      </div>
      <How />
    </section>
  )
}

/** To an account, for whoever has none here. */
export function Ways() {
  const { home } = words.value
  return (
    <>
      <ButtonLink href="/register">{home.register}</ButtonLink>
      <ButtonLink kind="quiet" href="/login">
        {home.signIn}
      </ButtonLink>
    </>
  )
}

/** The steps to it. */
export function How() {
  const { home } = words.value
  return (
    <section class="home-how" aria-labelledby="how">
      <h2 id="how">{home.how}</h2>
      <ol>
        {home.steps(waysText(home.codes)).map(({ title, text }) => (
          <li key={title}>
            <h3>{title}</h3>
            <p class="soft">{text}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}
