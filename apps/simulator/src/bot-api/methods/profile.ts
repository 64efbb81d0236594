import type { TelegramMenuButton } from '@gramio/types'
import { botView } from '../../world/views.ts'
import { announce, type World } from '../../world/world.ts'
import { findChat } from '../chats.ts'
import { badRequest } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { miniAppFault } from '../links.ts'
import { commandKey, readCommands, readLanguage } from './commands.ts'

/** What the bot tells about itself: name, descriptions, commands, menu button. */
export const profileMethods: Handlers<
  | 'getMe'
  | 'logOut'
  | 'close'
  | 'setMyCommands'
  | 'getMyCommands'
  | 'deleteMyCommands'
  | 'setMyName'
  | 'setMyDescription'
  | 'setMyShortDescription'
  | 'setChatMenuButton'
> = {
  getMe({ world }) {
    return {
      ...botView(world.state.bot),
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
    }
  },

  logOut({ session }) {
    session.loggedOut = true
    return true
  },

  close() {
    return true
  },

  setMyCommands({ world }, { commands, scope, language_code }) {
    world.state.bot.commands[commandKey(scope, language_code)] = readCommands(commands)
    return saved(world)
  },

  getMyCommands({ world }, { scope, language_code }) {
    return world.state.bot.commands[commandKey(scope, language_code)] ?? []
  },

  deleteMyCommands({ world }, { scope, language_code }) {
    delete world.state.bot.commands[commandKey(scope, language_code)]
    return saved(world)
  },

  setMyName({ world }, { name = '', language_code }) {
    return setText(world, world.state.bot.names, language_code, fitting(name, 64))
  },

  setMyDescription({ world }, { description = '', language_code }) {
    return setText(world, world.state.bot.descriptions, language_code, fitting(description, 512))
  },

  setMyShortDescription({ world }, { short_description = '', language_code }) {
    return setText(world, world.state.bot.shortDescriptions, language_code, fitting(short_description, 120))
  },

  setChatMenuButton({ world }, { chat_id, menu_button }) {
    const button = readMenuButton(world, menu_button)
    if (chat_id === undefined) world.state.bot.menuButton = button
    else world.state.bot.menuButtons[findChat(world, String(chat_id)).id] = button
    for (const { id } of Object.values(world.state.chats)) announce(world, { kind: 'status', chatId: id })
    return saved(world)
  },
}

function setText(world: World, texts: Record<string, string>, language: string | undefined, text: string): true {
  const code = readLanguage(language)
  if (text === '') delete texts[code]
  else texts[code] = text
  return saved(world)
}

function fitting(text: string, most: number): string {
  // The limit is documented, the words of this refusal are not.
  if ([...text].length > most) throw badRequest(`text is longer than ${most} characters`)
  return text
}

function readMenuButton(world: World, value: Record<string, unknown> | undefined): TelegramMenuButton {
  if (value === undefined || value.type === 'default') return { type: 'default' }
  if (value.type === 'commands') return { type: 'commands' }
  if (value.type !== 'web_app') throw badRequest("can't parse menu button: unallowed menu button type")
  const { text, web_app: webApp } = value
  const url = (webApp as { url?: unknown } | undefined)?.url
  if (typeof text !== 'string' || text === '') throw badRequest('can\'t parse menu button: Can\'t find field "text"')
  if (typeof url !== 'string') throw badRequest('can\'t parse menu button: Can\'t find field "web_app"')
  const fault = miniAppFault(url, world)
  if (fault) throw badRequest(`menu button Web App URL '${url}' is invalid: ${fault}`)
  return { type: 'web_app', text, web_app: { url } }
}

function saved(world: World): true {
  world.events.emit('changed')
  return true
}
