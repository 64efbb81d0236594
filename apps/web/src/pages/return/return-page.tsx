import { useEffect, useState } from 'preact/hooks'
import { words } from '../../language.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { EmptyWindow } from '../../parts/empty-window.tsx'
import { FaultPage } from '../../parts/fault-page.tsx'
import { Spinner } from '../../parts/spinner.tsx'
import { toast } from '../../parts/toast.tsx'
import { ProblemError } from '../../problem.ts'
import { navigate } from '../../router.tsx'
import type { Page } from '../../routes.ts'
import { api, session } from '../../site.ts'
import { takeReturnSecret } from './return-secret.ts'

type Outcome = { kind: 'busy' | 'elsewhere' | 'stale' } | { kind: 'fault'; caught: unknown }

async function exchange(): Promise<Outcome | undefined> {
  const returned = takeReturnSecret()
  if (!returned) return { kind: 'stale' }
  const { id, secret } = returned
  try {
    const opened = await api.post('/api/auth/verifications/:id/return', { id, body: { secret } })
    session.adopt(opened)
    toast(words.value.account.signedInAs(opened.customer.name))
    return undefined
  } catch (caught) {
    const status = caught instanceof ProblemError ? caught.problem.status : 0
    if (status === 401 || status === 403) return { kind: 'elsewhere' }
    if (status >= 400 && status < 500) return { kind: 'stale' }
    return { kind: 'fault', caught }
  }
}

function ReturnPage() {
  const [outcome, settle] = useState<Outcome>({ kind: 'busy' })
  const { returning, login } = words.value
  useEffect(() => {
    void exchange().then((end) => (end ? settle(end) : navigate('/account', { replace: true })))
  }, [])
  if (outcome.kind === 'fault') return <FaultPage caught={outcome.caught} />
  if (outcome.kind === 'busy') {
    return (
      <div class="narrow">
        <EmptyWindow />
        <h1 tabIndex={-1}>{returning.busy}</h1>
        <Spinner />
      </div>
    )
  }
  const stale = outcome.kind === 'stale'
  return (
    <div class="narrow" role="alert">
      <EmptyWindow />
      <h1 tabIndex={-1}>{stale ? returning.staleHeading : returning.elsewhereHeading}</h1>
      <p class="lead">{stale ? returning.staleText : returning.elsewhereText}</p>
      {stale && <ButtonLink href="/login">{login.submit}</ButtonLink>}
    </div>
  )
}

export const page: Page = { title: (words) => words.returning.title, View: ReturnPage }
