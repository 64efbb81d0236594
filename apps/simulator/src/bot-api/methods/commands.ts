import { badRequest } from '../errors.ts'

const plainScopes = new Set(['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators'])
const chatScopes = new Set(['chat', 'chat_administrators', 'chat_member'])

/** Under what a list of commands is kept: its scope and its language. */
export function commandKey(scope: Record<string, unknown> | undefined, language: string | undefined): string {
  const type = scope?.type ?? 'default'
  const code = readLanguage(language)
  if (plainScopes.has(String(type))) return `${type}/${code}`
  if (!chatScopes.has(String(type))) throw badRequest("can't parse BotCommandScope: Unsupported type specified")
  const chatId = scope?.chat_id
  if (chatId === undefined || chatId === '') throw badRequest("can't parse BotCommandScope: Empty chat_id specified")
  const userId = scope?.user_id
  if (type === 'chat_member' && !(Number.isInteger(userId) && Number(userId) > 0)) {
    throw badRequest("can't parse BotCommandScope: Invalid user_id specified")
  }
  return `${type}:${chatId}:${userId ?? ''}/${code}`
}

/** Checks a list of commands as a whole; one bad command refuses them all. */
export function readCommands(commands: unknown[]): { command: string; description: string }[] {
  if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH')
  return commands.map((value) => {
    if (typeof value !== 'object' || value === null) throw badRequest("can't parse BotCommand: expected an Object")
    const { command, description } = value as Record<string, unknown>
    if (typeof command !== 'string') throw badRequest('can\'t parse BotCommand: Can\'t find field "command"')
    if (typeof description !== 'string') throw badRequest('can\'t parse BotCommand: Can\'t find field "description"')
    if (!/^\/?[a-z0-9_]{1,32}$/u.test(command)) throw badRequest('BOT_COMMAND_INVALID')
    const length = [...description.trim()].length
    if (length < 1 || length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
    return { command: command.replace('/', ''), description: description.trim() }
  })
}

/** A two-letter language code, or the empty one that stands for everybody. */
export function readLanguage(code = ''): string {
  if (!/^(?:[a-z]{2})?$/u.test(code)) throw badRequest('invalid language code specified')
  return code
}
