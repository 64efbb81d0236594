import type { Customer } from '@vitrina/contract'
import { words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { toast } from '../../parts/toast.tsx'
import { useSending } from '../../parts/use-sending.ts'
import { problemOf } from '../../problem.ts'
import { shell } from '../../shell/shell.ts'
import { api, session } from '../../site.ts'
import { lookForJoin } from './join-news.ts'

// A client that lets the bot hear of the number tells it within a moment.
const LOOKING_MS = 4000
const PAUSE_MS = 1000
const PATIENCE_MS = 2000

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** The own number, which Telegram knows, at one tap. */
export function SharePhone() {
  const sending = useSending()
  const { account } = words.value

  async function share() {
    // The bot is sent the contact too, and may have offered a code for one: unannounced it is answered with that.
    const announced = api.post('/api/auth/mini-app/contact/expected').catch(() => {})
    // Telegram's question waits for no bad connection, and the bot's words alone hang on it.
    await Promise.race([announced, pause(PATIENCE_MS)])
    const shared = await shell.askPhone?.()
    if (!shared || shared === 'kept') {
      // What is shared in the chat next is meant for the chat again.
      const withdrawn = announced.then(() => api.del('/api/auth/mini-app/contact/expected')).catch(() => {})
      return Promise.race([withdrawn, pause(PATIENCE_MS)])
    }
    const found = await (shared.proof ? prove(shared.proof) : lookForPhone())
    if (found) session.update(found)
    // Two accounts that became one are told of by the page, which stays longer.
    if (found && (await lookForJoin().catch(() => false))) return
    toast(found?.phone ? account.phoneAdded : account.phoneLater)
  }

  return (
    <>
      <Button kind="quiet" busy={sending.busy} onClick={() => void sending.send(share)}>
        {account.addPhone}
      </Button>
      <ProblemNotice problem={sending.problem} pause={sending.pause} />
    </>
  )
}

/** More than the phone may have come: all that another account of the person had. */
async function prove(contact: string): Promise<Customer | undefined> {
  try {
    await api.post('/api/auth/mini-app/contact', { body: { contact } })
    return await api.get('/api/me')
  } catch (caught) {
    return lookForPhone(caught)
  }
}

/** The client gave the page no proof, or it went `unheard`; but the bot has the contact too. */
async function lookForPhone(unheard?: unknown): Promise<Customer | undefined> {
  let failure = unheard
  const until = Date.now() + LOOKING_MS
  do {
    if (failure && problemOf(failure).status !== 0) throw failure
    await pause(PAUSE_MS)
    try {
      const me = await api.get('/api/me')
      if (me.phone) return me
      failure = undefined
    } catch (caught) {
      failure = caught
    }
  } while (Date.now() < until)
  if (failure) throw failure
  return undefined
}
