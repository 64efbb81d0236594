import { badRequest } from '../errors.ts'
import type { Handlers } from '../handler.ts'

// How long Telegram waits is not documented; this is longer than any press that is answered in practice.
const answerableMs = 10 * 60 * 1000

/** Answering presses of inline buttons. */
export const callbackMethods: Handlers<'answerCallbackQuery'> = {
  answerCallbackQuery({ world }, { callback_query_id, text = '', show_alert = false, url }) {
    const { state } = world
    state.presses = state.presses.filter((press) => world.now() - press.at < answerableMs)
    const press = state.presses.find((candidate) => candidate.id === callback_query_id)
    if (!press) throw badRequest('query is too old and response timeout expired or query ID is invalid')
    if ([...text].length > 200) throw badRequest('MESSAGE_TOO_LONG')
    // Besides games, only a link that starts this very bot may be opened.
    if (url && !url.toLowerCase().includes(`/${state.bot.username.toLowerCase()}?start=`))
      throw badRequest('URL_INVALID')

    state.presses = state.presses.filter((candidate) => candidate !== press)
    world.events.emit('changed')
    const { chatId, messageId } = press
    world.events.emit('notice', { chatId, messageId, text, alert: show_alert, ...(url ? { url } : {}) })
    return true
  },
}
