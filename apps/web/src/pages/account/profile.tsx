import type { Customer } from '@vitrina/contract'
import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'
import { locale, words } from '../../language.ts'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { chooseLanguage } from '../../parts/language-switch.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import { showPhone, usePhoneTools } from '../../parts/use-phone-tools.ts'
import { shell } from '../../shell/shell.ts'
import { shop } from '../../shop.ts'
import { NameForm } from './name-form.tsx'
import { SharePhone } from './share-phone.tsx'

/** Who the person is to the shop. */
export function Profile({ customer }: { customer: Customer }) {
  const { account } = words.value
  usePhoneTools()
  const { email, phone, telegramLinked, telegramUsername } = customer
  return (
    <Card heading={account.profile}>
      <dl class="facts">
        <NameFact customer={customer} />
        {phone && (
          <Fact name={account.phone}>
            <span class="figures">{showPhone(phone)}</span>
            <Proof proven={customer.phoneVerified} />
          </Fact>
        )}
        {!phone && shell.askPhone && (
          <Fact name={account.phone}>
            <SharePhone customer={customer} />
          </Fact>
        )}
        {email && (
          <Fact name={account.email}>
            <span>{email}</span>
            <Proof proven={customer.emailVerified} />
          </Fact>
        )}
        <Fact name={account.telegram}>
          <span>{telegramUsername ? `@${telegramUsername}` : telegramLinked ? customer.name : account.unlinked}</span>
          {telegramLinked && <Badge good>{account.linked}</Badge>}
        </Fact>
        <LanguageFact />
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

function Proof({ proven }: { proven: boolean }) {
  const { account } = words.value
  return <Badge good={proven}>{proven ? account.verified : account.unverified}</Badge>
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

function Fact({ name, children }: { name: ComponentChildren; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
