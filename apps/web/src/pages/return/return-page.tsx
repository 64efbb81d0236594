import { useEffect, useState } from 'preact/hooks'
import { words } from '../../language.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { DeadEnd } from '../../parts/dead-end.tsx'
import { FaultPage } from '../../parts/fault-page.tsx'
import { Spinner } from '../../parts/spinner.tsx'
import { ProblemError } from '../../problem.ts'
import { navigate } from '../../router.tsx'
import { type Page, safeNext } from '../../routes.ts'
import { api, session, signIn } from '../../site.ts'
import { underWay } from '../waiting/under-way.ts'
import { type Returned, takeReturnSecret } from './return-secret.ts'

type Outcome = { kind: 'busy' | 'elsewhere' | 'stale' } | { kind: 'fault'; caught: unknown }

/** Nothing when the person is in: by this link now, or since it was followed before. */
async function enter(returned: Returned | undefined): Promise<Outcome | undefined> {
  const outcome = await exchange(returned)
  if (!outcome || outcome.kind === 'fault') return outcome
  const { status } = session.state.value
  if (status === 'restoring' || status === 'unreachable') await session.restore()
  return session.state.value.status === 'signedIn' ? undefined : outcome
}

async function exchange(returned: Returned | undefined): Promise<Outcome | undefined> {
  if (!returned) return { kind: 'stale' }
  const { id, secret } = returned
  try {
    const opened = await api.post('/api/auth/verifications/:id/return', { id, body: { secret } })
    underWay.end(id, { isDone: true })
    await signIn(opened)
    return undefined
  } catch (caught) {
    const status = caught instanceof ProblemError ? caught.problem.status : 0
    // The server's answer is one for a used-up link and for another browser; this one knows which it is.
    if (status === 401 || status === 403) return { kind: underWay.isOurs(id) ? 'stale' : 'elsewhere' }
    if (status >= 400 && status < 500) return { kind: 'stale' }
    return { kind: 'fault', caught }
  }
}

/** Where the person was going when they were asked who they are, when that was asked in this browser. */
const whereTo = (returned: Returned | undefined) =>
  safeNext(new URL(underWay.from(returned?.id ?? ''), location.origin).search)

function ReturnPage() {
  const [outcome, settle] = useState<Outcome>({ kind: 'busy' })
  const { returning, login } = words.value
  useEffect(() => {
    const returned = takeReturnSecret()
    void enter(returned).then((end) => (end ? settle(end) : navigate(whereTo(returned), { replace: true })))
  }, [])
  if (outcome.kind === 'fault') return <FaultPage caught={outcome.caught} />
  if (outcome.kind === 'busy') {
    return (
      <DeadEnd heading={returning.busy}>
        <Spinner />
      </DeadEnd>
    )
  }
  const stale = outcome.kind === 'stale'
  return (
    <DeadEnd heading={stale ? returning.staleHeading : returning.elsewhereHeading} sudden>
      <p class="lead">{stale ? returning.staleText : returning.elsewhereText}</p>
      {stale && <ButtonLink href="/login">{login.submit}</ButtonLink>}
    </DeadEnd>
  )
}

export const page: Page = { title: (words) => words.returning.title, View: ReturnPage }
