import { words } from '../../language.ts'
import { Card } from '../../parts/card.tsx'
import { OtherWays } from '../../parts/other-ways.tsx'
import { TelegramLogin } from '../../parts/telegram-login.tsx'
import { ways } from '../../parts/way-words.ts'
import { type Page, safeNext, withNext } from '../../routes.ts'
import { shop } from '../../shop.ts'
import { useTyped } from './use-typed.ts'
import { formOf, hrefOf, loadWay, offeredWays, usualWay, wayOf } from './ways.ts'
import './register.css'

function RegisterPage({ search }: { search: string }) {
  const { register } = words.value
  const { others, register: say } = ways.words.value
  const typed = useTyped()
  const { methods } = shop.value
  // One that the shop did not have when the page came has no form here yet.
  const asked = wayOf(search, methods)
  const way = formOf(asked) ? asked : usualWay
  const Form = formOf(way)
  return (
    <div class="split">
      <div class="split-words">
        <h1 tabIndex={-1}>{say[way].heading}</h1>
        <p class="lead">{say[way].lead}</p>
        <section class="register-next">
          <h2>{register.asideTitle}</h2>
          <ol>
            {say[way].aside.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ol>
        </section>
      </div>
      <Card>
        {Form && <Form key={way} typed={typed} />}
        <TelegramLogin next={safeNext(search)} />
        <OtherWays heading={others}>
          {offeredWays(methods).map((key) => key !== way && <a href={hrefOf(key, search)}>{say[key].link}</a>)}
        </OtherWays>
        <p class="soft">
          {register.have} <a href={withNext('/login', search)}>{register.signIn}</a>
        </p>
      </Card>
    </div>
  )
}

export const page: Page = {
  title: (words) => words.register.title,
  View: RegisterPage,
  prepare: (search) => Promise.all([ways.open(), loadWay(search)]),
}
