import type { Customer } from '@vitrina/contract'
import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'
import { cabinet } from '../../cabinet-words.ts'
import { locale, words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { chooseLanguage } from '../../parts/language-switch.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import { toast } from '../../parts/toast.tsx'
import { problemOf } from '../../problem.ts'
import { shop } from '../../shop.ts'
import { api, session } from '../../site.ts'
import { NameForm } from './name-form.tsx'

/** Who the person is to the shop. */
export function Profile({ customer }: { customer: Customer }) {
  const { account } = words.value
  return (
    <Card heading={account.profile}>
      <dl class="facts">
        <NameFact customer={customer} />
        <LanguageFact />
        <ConsentFact to="marketing" customer={customer} />
        <ConsentFact to="cartReminders" customer={customer} />
      </dl>
    </Card>
  )
}

function NameFact({ customer }: { customer: Customer }) {
  const [naming, setNaming] = useState(false)
  const { account } = words.value
  return (
    <Fact name={account.name}>
      {naming ? (
        <NameForm customer={customer} onDone={() => setNaming(false)} />
      ) : (
        <>
          <span>{customer.name}</span>
          <Button kind="plain" aria-label={account.editName} onClick={() => setNaming(true)}>
            {account.edit}
          </Button>
        </>
      )}
    </Fact>
  )
}

function LanguageFact() {
  const id = useId()
  const { account, languages } = words.value
  const segments = shop.value.locales.map((code) => ({ value: code, label: languages[code], lang: code }))
  return (
    <Fact name={<span id={id}>{account.language}</span>}>
      <Segmented
        labelledBy={id}
        describedBy={`${id}-hint`}
        segments={segments}
        value={locale.value}
        onChoose={(next) => void chooseLanguage(next)}
      />
      <span class="soft fact-hint" id={`${id}-hint`}>
        {account.languageHint}
      </span>
    </Fact>
  )
}

/** A consent, and how to withdraw it; each time is written down (Y7). */
function ConsentFact({ to, customer }: { to: 'marketing' | 'cartReminders'; customer: Customer }) {
  const id = useId()
  const { name, on, off, hint } = cabinet.value[to]
  const segments = [
    { value: 'on', label: on },
    { value: 'off', label: off },
  ] as const

  async function choose(next: 'on' | 'off') {
    try {
      session.update(await api.patch('/api/me', { body: { [to]: next === 'on' } }))
      toast(words.value.account.saved)
    } catch (caught) {
      toast(problemOf(caught).detail || words.value.network)
    }
  }

  return (
    <Fact name={<span id={id}>{name}</span>}>
      <Segmented
        labelledBy={id}
        describedBy={`${id}-hint`}
        segments={segments}
        value={customer[to] ? 'on' : 'off'}
        onChoose={(next) => void choose(next)}
      />
      <span class="soft fact-hint" id={`${id}-hint`}>
        {hint}
      </span>
    </Fact>
  )
}

function Fact({ name, children }: { name: ComponentChildren; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
