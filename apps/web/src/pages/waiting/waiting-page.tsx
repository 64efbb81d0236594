import type { VerificationStatus } from '@vitrina/contract'
import { useEffect, useRef } from 'preact/hooks'
import { words } from '../../language.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { FaultPage } from '../../parts/fault-page.tsx'
import { Spinner } from '../../parts/spinner.tsx'
import { Steps } from '../../parts/steps.tsx'
import { unreachable } from '../../problem.ts'
import type { Page, Params } from '../../routes.ts'
import { session } from '../../site.ts'
import { useTitleForNow } from '../../title.ts'
import { CodeForm } from './code-form.tsx'
import { EndOfWay } from './end-of-way.tsx'
import { Held } from './held.tsx'
import { OpenTelegram } from './open-telegram.tsx'
import { useVerification } from './use-verification.ts'
import './waiting.css'

const stepsDone: Record<VerificationStatus, number> = {
  pending: 0,
  claimed: 1,
  contact_received: 2,
  code_sent: 2,
  verified: 3,
  denied: 0,
  expired: 0,
}

function WaitingPage({ params }: { params: Params }) {
  const verification = useVerification(params.id ?? '')
  const { kept, state, end } = verification
  const { waiting, code } = words.value
  const codeIsOut = state?.status === 'code_sent'
  useSignInWhenVerified(state?.status)
  useTitleForNow(codeIsOut ? code.title : undefined)

  if (verification.heldUntil && canBeHeld(state?.status)) return <Held until={verification.heldUntil} />
  if (end === 'foreign') return <EndOfWay kind="foreign" />
  if (end || state?.status === 'expired') return <EndOfWay kind="expired" />
  if (state?.status === 'denied') return <EndOfWay kind="denied" />
  if (!state && verification.trouble) return <FaultPage caught={unreachable()} onAgain={verification.look} />
  if (!state) return <Spinner page />
  const { lead, leadPlain } = codeIsOut ? code : waiting
  const phone = codeIsOut ? (state.sentTo ?? kept?.phone) : kept?.phone
  return (
    <div class="split">
      <div class="split-words">
        <h1 tabIndex={-1}>{codeIsOut ? code.heading : waiting.heading}</h1>
        <p class="lead">{phone ? lead(phone.replaceAll(' ', '\u00a0')) : leadPlain}</p>
        <Steps names={waiting.steps} now={stepsDone[state.status]} />
      </div>
      <Card>
        {state.status === 'verified' ? (
          <Verified />
        ) : codeIsOut ? (
          <CodeForm verification={verification} state={state} />
        ) : (
          <OpenTelegram verification={verification} state={state} />
        )}
      </Card>
    </div>
  )
}

// Whoever answered in Telegram after all has the last word.
const canBeHeld = (status: VerificationStatus | undefined) => status !== 'verified' && status !== 'denied'

/** Another tab finished, or the bot's return link did: this one picks the session up. */
function useSignInWhenVerified(status: VerificationStatus | undefined) {
  const asked = useRef(false)
  useEffect(() => {
    if (status !== 'verified' || asked.current || session.state.value.status === 'signedIn') return
    asked.current = true
    void session.restore()
  }, [status])
}

function Verified() {
  const { waiting, login } = words.value
  const { status } = session.state.value
  return (
    <>
      <p role="status">{waiting.status.verified}</p>
      {status === 'guest' || status === 'unreachable' ? (
        <ButtonLink href="/login">{login.submit}</ButtonLink>
      ) : (
        <Spinner />
      )}
    </>
  )
}

export const page: Page = { title: (words) => words.waiting.title, View: WaitingPage }
