import type { SecurityNotice } from '@vitrina/contract'
import { useEffect, useState } from 'preact/hooks'
import { cabinet, openCabinetWords } from '../../cabinet-words.ts'
import { locale } from '../../language.ts'
import { Button, ButtonLink } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { DeadEnd } from '../../parts/dead-end.tsx'
import { FaultPage } from '../../parts/fault-page.tsx'
import { Notice } from '../../parts/notice.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Spinner } from '../../parts/spinner.tsx'
import { useSending } from '../../parts/use-sending.ts'
import { ProblemError } from '../../problem.ts'
import type { Page } from '../../routes.ts'
import { api, session } from '../../site.ts'
import { securitySecret } from './security-secret.ts'

type State = { notice: SecurityNotice } | { stale: true } | { caught: unknown } | undefined

/** Behind the link of a letter: what happened, what undoing it will do, and one press for it. */
function SecurityPage() {
  const [state, setState] = useState<State>()
  const language = locale.value
  useEffect(() => void look().then(setState), [language])
  const { security } = cabinet.value
  if (!state) {
    return (
      <DeadEnd heading={security.looking}>
        <Spinner />
      </DeadEnd>
    )
  }
  if ('caught' in state) return <FaultPage caught={state.caught} onAgain={() => void look().then(setState)} />
  if ('stale' in state) return <Stale />
  return <Open notice={state.notice} onUndone={(notice) => setState({ notice })} />
}

async function look(): Promise<State> {
  const secret = securitySecret()
  if (!secret) return { stale: true }
  try {
    return { notice: await api.post('/api/security/notice', { body: { secret } }) }
  } catch (caught) {
    const status = caught instanceof ProblemError ? caught.problem.status : 0
    // A link that was cut on its way is refused for its shape.
    return status === 409 || status === 422 ? { stale: true } : { caught }
  }
}

function Open({ notice, onUndone }: { notice: SecurityNotice; onUndone: (notice: SecurityNotice) => void }) {
  const { security } = cabinet.value
  return (
    <div class="split">
      <div class="split-words">
        <h1 tabIndex={-1}>{notice.title}</h1>
        <p class="lead">{notice.text}</p>
      </div>
      <Card>
        {notice.isUndone ? (
          <>
            <div role="status">
              <h2>{security.done}</h2>
              <p>{notice.done}</p>
            </div>
            <ButtonLink href="/login">{security.signIn}</ButtonLink>
          </>
        ) : (
          <Question notice={notice} onUndone={onUndone} />
        )}
      </Card>
    </div>
  )
}

function Question({ notice, onUndone }: { notice: SecurityNotice; onUndone: (notice: SecurityNotice) => void }) {
  const [isFine, setFine] = useState(false)
  const sending = useSending()
  const { security } = cabinet.value
  if (isFine) {
    return (
      <>
        <p role="status">{security.fine}</p>
        <ButtonLink kind="quiet" href="/">
          {security.home}
        </ButtonLink>
      </>
    )
  }

  async function undo() {
    onUndone(await api.post('/api/security/undo', { body: { secret: securitySecret() ?? '' } }))
    // Every session of the account is over, perhaps the one of this browser among them.
    if (session.state.value.status === 'signedIn') await session.restore()
  }

  return (
    <>
      <Notice>{notice.undo}</Notice>
      <ProblemNotice problem={sending.problem} pause={sending.pause} />
      <Button wide busy={sending.busy} paused={sending.pause !== undefined} onClick={() => void sending.send(undo)}>
        {security.notMine}
      </Button>
      <Button kind="quiet" wide onClick={() => setFine(true)}>
        {security.mine}
      </Button>
    </>
  )
}

function Stale() {
  const { security } = cabinet.value
  return (
    <DeadEnd heading={security.staleHeading} sudden>
      <p class="lead">{security.staleText}</p>
      <ButtonLink href="/account">{security.toAccount}</ButtonLink>
    </DeadEnd>
  )
}

export const page: Page = {
  title: () => cabinet.value.security.title,
  View: SecurityPage,
  prepare: openCabinetWords,
}
