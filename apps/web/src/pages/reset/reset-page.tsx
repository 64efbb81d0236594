import type { Customer, Session, VerificationState } from '@vitrina/contract'
import { useState } from 'preact/hooks'
import { cabinet, openCabinetWords } from '../../cabinet-words.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { CodeProof, type Proving } from '../../parts/code-proof.tsx'
import { PasswordForm } from '../../parts/password-form.tsx'
import { StepUp } from '../../parts/step-up.tsx'
import { hasProven } from '../../parts/use-outcome.ts'
import { navigate } from '../../router.tsx'
import type { Page } from '../../routes.ts'
import { api, session, signIn } from '../../site.ts'
import { ResetForm } from './reset-form.tsx'
import { resetUnderWay } from './reset-under-way.ts'

/** A password forgotten: proven by a code that the account is one's own, then a new one. */
function ResetPage() {
  const { proving, isProven, isMine, begin, startOver, prove } = useReset()
  const { reset } = cabinet.value
  const [heading, lead] = isProven ? [reset.newHeading, reset.newLead] : [reset.heading, reset.lead]
  return (
    <div class="split">
      <div class="split-words">
        <h1 tabIndex={-1}>{heading}</h1>
        <p class="lead">{lead}</p>
      </div>
      <Card>
        {isProven ? (
          <NewPassword />
        ) : proving ? (
          <CodeProof
            proving={proving}
            lead={reset.quiet}
            other={reset.other}
            onAgain={startOver}
            onProven={prove}
            isMine={isMine}
          />
        ) : (
          <ResetForm onBegun={begin} />
        )}
        {!isProven && (
          <p class="soft">
            {reset.back} <a href="/login">{reset.signIn}</a>
          </p>
        )}
      </Card>
      <StepUp />
    </div>
  )
}

/** Where it is, kept through a reload: a code may be on its way already. */
function useReset() {
  const [now, setNow] = useState(resetUnderWay.read)
  const isIn = session.state.value.status === 'signedIn'
  return {
    proving: now?.step === 'code' ? now.proving : undefined,
    isProven: now?.step === 'password' && isIn,
    // Whoever was in before is not who has lost the password, and must not be given another by mistake; nor
    // must who came in meanwhile by something else, if they have a Telegram too.
    isMine(customer: Customer, { status }: VerificationState) {
      if (now?.step !== 'code' || now.wasIn) return false
      const { typedTo } = now.proving
      return hasProven(customer, typedTo) && (Boolean(typedTo) || status === 'verified')
    },
    begin(proving: Proving) {
      const next = { step: 'code', proving, wasIn: isIn } as const
      resetUnderWay.write(next)
      setNow(next)
    },
    startOver() {
      resetUnderWay.forget()
      setNow(undefined)
    },
    async prove(opened?: Session) {
      resetUnderWay.write({ step: 'password' })
      if (opened) await signIn(opened)
      setNow({ step: 'password' })
    },
  }
}

function NewPassword() {
  const { reset } = cabinet.value
  return (
    <PasswordForm
      hasPassword={false}
      onSaved={async () => {
        resetUnderWay.forget()
        session.update(await api.get('/api/me'))
        navigate('/account', { replace: true })
      }}
    >
      <ButtonLink kind="quiet" href="/account" onClick={resetUnderWay.forget}>
        {reset.skip}
      </ButtonLink>
    </PasswordForm>
  )
}

export const page: Page = {
  title: () => cabinet.value.reset.title,
  View: ResetPage,
  prepare: openCabinetWords,
}
