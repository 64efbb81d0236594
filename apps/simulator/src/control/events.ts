import { lettersOf } from '../mail/mailbox.ts'
import { letterView } from '../mail/views.ts'
import { smsOf } from '../sms/records.ts'
import { smsView } from '../sms/views.ts'
import type { ChatRecord, LetterRecord } from '../world/state.ts'
import type { ChatChange, Notice, World } from '../world/world.ts'
import type { Send } from './stream.ts'
import { chatPageView, messagePageView, personView, statusView } from './views.ts'

/**
 * Follows what the page shows, all of it by one stream: a browser has six connections to a host for
 * all its tabs together. First the whole, then each change. A page that lost the connection, or
 * rested, begins with the whole again, so nothing has to be numbered or repeated.
 */
export function followWorld(world: World, personId: number, send: Send): () => void {
  const stops = [followPeople(world, send), followLetters(world, send), followSms(world, send)]
  const chat = world.state.chats[personId]
  if (chat) stops.push(followChat(world, chat, send))
  return () => {
    for (const stop of stops) stop()
  }
}

function followPeople(world: World, send: Send): () => void {
  const tell = () =>
    send(
      'people',
      world.state.people.map((person) => personView(world, person)),
    )
  tell()
  world.events.on('people', tell)
  return () => world.events.off('people', tell)
}

function followLetters(world: World, send: Send): () => void {
  send('letters', lettersOf(world).map(letterView))
  const onLetter = (letter: LetterRecord) => send('letter', letterView(letter))
  world.events.on('letter', onLetter)
  return () => world.events.off('letter', onLetter)
}

/** All messages, newest first, now and with every one that comes: what is kept is little. */
function followSms(world: World, send: Send): () => void {
  const tell = () => send('sms', smsOf(world).messages.toReversed().map(smsView))
  tell()
  world.events.on('sms', tell)
  return () => world.events.off('sms', tell)
}

function followChat(world: World, chat: ChatRecord, send: Send): () => void {
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
  world.events.on('chat', onChange).on('notice', onNotice)
  return () => world.events.off('chat', onChange).off('notice', onNotice)
}
