import type { VerificationStatus } from '@vitrina/contract'
import { words } from '../../language.ts'
import { Card } from '../../parts/card.tsx'
import { DemoInbox } from '../../parts/demo-inbox.tsx'
import { FaultPage } from '../../parts/fault-page.tsx'
import { Spinner } from '../../parts/spinner.tsx'
import { Steps } from '../../parts/steps.tsx'
import { usePickUp } from '../../parts/use-pick-up.ts'
import { ways } from '../../parts/way-words.ts'
import { unreachable } from '../../problem.ts'
import type { Page, Params } from '../../routes.ts'
import { session } from '../../site.ts'
import { useTitleForNow } from '../../title.ts'
import { CodeForm } from './code-form.tsx'
import { EndOfWay } from './end-of-way.tsx'
import { Held } from './held.tsx'
import { OpenTelegram } from './open-telegram.tsx'
import { SendingCode } from './sending-code.tsx'
import { underWay } from './under-way.ts'
import { useVerification } from './use-verification.ts'
import { Verified } from './verified.tsx'
import { describeWait } from './wait-words.ts'
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
  const id = params.id ?? ''
  const verification = useVerification(id)
  const { state, end } = verification
  const { code } = words.value
  const from = underWay.from(id)
  const isSignedIn = () => session.state.peek().status === 'signedIn'
  const pickUp = usePickUp(state?.status === 'verified', { own: verification.own, isDone: isSignedIn })
  useTitleForNow(state?.status === 'code_sent' ? code.title : undefined)

  if (pickUp.step && state) return <Verified state={state} typedTo={verification.typedTo} pickUp={pickUp} />
  if (verification.heldUntil && canBeHeld(state?.status)) return <Held until={verification.heldUntil} from={from} />
  if (end === 'foreign') return <EndOfWay id={id} kind="foreign" />
  if (end || state?.status === 'expired') return <EndOfWay id={id} kind="expired" />
  if (state?.status === 'denied') return <EndOfWay id={id} kind={state.passedOn ? 'passedOn' : 'denied'} />
  if (!state && verification.trouble) return <FaultPage caught={unreachable()} onAgain={verification.look} />
  if (!state) return <Spinner page />
  const { heading, lead, steps, to } = describeWait(state, verification.typedTo)
  return (
    <div class="split">
      <div class="split-words">
        <h1 tabIndex={-1}>{heading}</h1>
        <p class="lead">{lead}</p>
        {steps && <Steps names={steps} now={stepsDone[state.status]} />}
      </div>
      <Card>
        {state.status === 'code_sent' || state.status === 'verified' ? (
          <CodeForm verification={verification} state={state} />
        ) : steps ? (
          <OpenTelegram verification={verification} state={state} />
        ) : (
          <SendingCode verification={verification} state={state} to={to} />
        )}
        {!state.codeRefused && <DemoInbox method={state.method} />}
      </Card>
    </div>
  )
}

// Whoever answered in Telegram after all has the last word.
const canBeHeld = (status: VerificationStatus | undefined) => status !== 'verified' && status !== 'denied'

export const page: Page = {
  title: (words) => words.waiting.title,
  View: WaitingPage,
  prepare: ways.open,
}
