import type { Customer } from '@vitrina/contract'
import { useState } from 'preact/hooks'
import { cabinet, openCabinetWords } from '../../cabinet-words.ts'
import { words } from '../../language.ts'
import { Button, ButtonLink } from '../../parts/button.tsx'
import { FaultPage } from '../../parts/fault-page.tsx'
import { PasskeyOffer } from '../../parts/passkey-offer.tsx'
import { StepUp } from '../../parts/step-up.tsx'
import { toast } from '../../parts/toast.tsx'
import { ProblemError, unreachable } from '../../problem.ts'
import { navigate } from '../../router.tsx'
import type { Page } from '../../routes.ts'
import { session, signOut } from '../../site.ts'
import { Activity } from './activity.tsx'
import { DeviceList } from './device-list.tsx'
import { Identifiers } from './identifiers.tsx'
import { JoinNotice } from './join-notice.tsx'
import { KnownNotice } from './known-notice.tsx'
import { OwnData } from './own-data.tsx'
import { Passkeys } from './passkeys.tsx'
import { PasswordSheet } from './password-sheet.tsx'
import { Profile } from './profile.tsx'
import './account.css'

function AccountPage() {
  const now = session.state.value
  if (now.status === 'unreachable') return <FaultPage caught={unreachable()} onAgain={() => void session.restore()} />
  if (now.status !== 'signedIn') return null
  return <Cabinet customer={now.customer} />
}

function Cabinet({ customer }: { customer: Customer }) {
  const [leaving, setLeaving] = useState(false)
  const { account, network } = words.value

  async function leave() {
    setLeaving(true)
    try {
      await signOut(() => navigate('/'))
      toast(account.signedOut)
    } catch (caught) {
      if (!(caught instanceof ProblemError)) throw caught
      setLeaving(false)
      toast(caught.problem.detail || network)
    }
  }

  return (
    <div class="account">
      <div class="account-words">
        <h1 tabIndex={-1}>{account.greeting(customer.name)}</h1>
        <p class="lead">{account.since(words.value.date(new Date(customer.createdAt)))}</p>
        <ButtonLink href="/orders">{cabinet.value.orders}</ButtonLink>
        <Button kind="quiet" busy={leaving} onClick={() => void leave()}>
          {account.signOut}
        </Button>
      </div>
      <div class="account-sheets">
        <KnownNotice customer={customer} />
        <JoinNotice customer={customer} />
        <PasskeyOffer />
        <Profile customer={customer} />
        <Identifiers />
        <PasswordSheet customer={customer} />
        <Passkeys />
        <DeviceList />
        <Activity />
        <OwnData />
      </div>
      <StepUp />
    </div>
  )
}

export const page: Page = {
  title: (words) => words.account.title,
  View: AccountPage,
  prepare: openCabinetWords,
}
