import { useEffect, useState } from 'preact/hooks'
import { words } from '../../language.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { DeadEnd } from '../../parts/dead-end.tsx'
import { FaultPage } from '../../parts/fault-page.tsx'
import { Spinner } from '../../parts/spinner.tsx'
import { telegramLoginAddress } from '../../parts/telegram-login.tsx'
import { toast } from '../../parts/toast.tsx'
import { unreachable } from '../../problem.ts'
import { navigate } from '../../router.tsx'
import { type Page, safeNext } from '../../routes.ts'
import { session } from '../../site.ts'

const problemInAddress = () => new URLSearchParams(location.search).get('problem') ?? undefined

/** Where one comes back to from Telegram's sign-in page. */
function TelegramLoginPage() {
  const [problem, setProblem] = useState(problemInAddress)
  const { telegramLogin } = words.value
  const now = session.state.value

  async function enter() {
    await session.restore()
    const { value: found } = session.state
    if (found.status === 'guest') return setProblem('telegram_sign_in.return_rejected')
    if (found.status !== 'signedIn') return
    toast(words.value.account.signedInAs(found.customer.name))
    navigate(safeNext(location.search), { replace: true })
  }

  useEffect(() => {
    if (!problem) void enter()
  }, [])

  if (problem) return <NoEntry problem={problem} />
  if (now.status === 'unreachable') return <FaultPage caught={unreachable()} onAgain={() => void enter()} />
  return (
    <DeadEnd heading={telegramLogin.busy}>
      <Spinner />
    </DeadEnd>
  )
}

function NoEntry({ problem }: { problem: string }) {
  const { telegramLogin } = words.value
  const { title, text } = reasonOf(problem)
  return (
    <DeadEnd heading={title} sudden>
      <p class="lead">{text}</p>
      <div class="choices">
        <ButtonLink href={telegramLoginAddress('/account')}>{telegramLogin.again}</ButtonLink>
        <ButtonLink kind="quiet" href="/login">
          {telegramLogin.otherwise}
        </ButtonLink>
      </div>
    </DeadEnd>
  )
}

/** The address may say anything: only what we know is repeated. */
function reasonOf(problem: string): { title: string; text: string } {
  const { reasons } = words.value.telegramLogin
  switch (problem) {
    case 'telegram_sign_in.denied':
      return reasons.denied
    case 'telegram_sign_in.return_rejected':
    case 'http.malformed':
      return reasons.over
    case 'telegram_sign_in.provider_away':
      return reasons.away
    case 'platform.too_many_requests':
      return reasons.often
    default:
      return reasons.rejected
  }
}

export const page: Page = { title: (words) => words.telegramLogin.title, View: TelegramLoginPage }
