import type { ChatChange, Notice, World } from '../world/world.ts'
import { chatOf } from '../world/world.ts'
import type { Send } from './stream.ts'
import { chatPageView, messagePageView, statusView } from './views.ts'

/**
 * Follows a chat: first the whole of it, then each change. A page that lost the connection begins
 * with the whole again, so nothing has to be numbered or repeated.
 */
export function followChat(world: World, personId: number, send: Send): () => void {
  const chat = chatOf(world, personId)
  send('chat', chatPageView(world, chat))

  const onChange = (change: ChatChange) => {
    if (change.chatId !== chat.id) return
    if (change.kind === 'sent' || change.kind === 'edited')
      send('message', messagePageView(world, chat, change.message))
    if (change.kind === 'deleted') send('deleted', { id: change.messageId })
    if (change.kind === 'typing') send('typing', { action: change.action })
    else send('status', statusView(world, chat))
  }
  const onNotice = (notice: Notice) => {
    if (notice.chatId === chat.id) send('notice', notice)
  }
  const onPeople = () => send('people', {})
  world.events.on('chat', onChange).on('notice', onNotice).on('people', onPeople)
  return () => world.events.off('chat', onChange).off('notice', onNotice).off('people', onPeople)
}
