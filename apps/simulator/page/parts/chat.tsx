import type { PersonView } from '../../src/control/page-types.ts'
import { bot, chat, doIt, payload, pressStart } from '../model.ts'
import { words } from '../words.ts'
import { ChatHeader } from './chat-header.tsx'
import { Composer } from './composer.tsx'
import { MessageList } from './message-list.tsx'

/** The whole conversation of one person with the bot. */
export function Chat({ person }: { person: PersonView }) {
  const view = chat.value
  const t = words()
  return (
    <section class="chat" aria-label={bot.value?.name ?? t.bot}>
      <ChatHeader person={person} />
      <MessageList chat={view} />
      {view?.moneyIsLate && (
        <button type="button" class="wide-button" onClick={() => void doIt('money')}>
          {words().moneyArrives}
        </button>
      )}
      <footer class="bottom">{view && bottom(view)}</footer>
    </section>
  )

  function bottom(status: NonNullable<typeof view>) {
    // A deep link waits for a tap even in an old conversation, as in Telegram.
    if (!status.started || payload.value !== undefined) {
      return (
        <button type="button" class="wide-button" onClick={() => void pressStart()}>
          {t.start}
        </button>
      )
    }
    if (status.blocked) {
      return (
        <button type="button" class="wide-button" onClick={() => void doIt('unblock')}>
          {t.restart}
        </button>
      )
    }
    return <Composer status={status} person={person} />
  }
}
