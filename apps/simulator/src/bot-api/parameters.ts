import { badRequest } from './errors.ts'
import { type MethodName, methods, type ParameterKind, type Upload } from './tables.ts'

/** What Telegram answers when something required is not there. */
const absent: Record<string, string> = {
  chat_id: 'chat_id is empty',
  text: 'message text is empty',
  message_id: 'message identifier is not specified',
  callback_query_id: 'query is too old and response timeout expired or query ID is invalid',
  photo: 'there is no photo in the request',
  action: 'wrong parameter action in request',
  pre_checkout_query_id: 'query is too old and response timeout expired or query ID is invalid',
  prices: "can't parse prices JSON object",
  commands: "can't parse commands JSON object",
}

/** What Telegram answers when a JSON parameter is not JSON. */
const unparsed: Record<string, string> = {
  reply_markup: "can't parse reply keyboard markup JSON object",
  reply_parameters: "can't parse reply parameters JSON object",
  entities: "can't parse entities JSON object",
  caption_entities: "can't parse caption entities JSON object",
  allowed_updates: "can't parse allowed_updates JSON object",
  prices: "can't parse prices JSON object",
  commands: "can't parse commands JSON object",
  scope: "can't parse BotCommandScope JSON object",
  menu_button: "can't parse menu button JSON object",
}

/** What Telegram answers when the JSON is of another shape. */
const misshaped: Record<string, string> = {
  reply_markup: 'object expected as reply markup',
  reply_parameters: 'object expected as reply parameters',
  commands: 'expected an Array of BotCommand',
  scope: "can't parse BotCommandScope: BotCommandScope must be an Object",
  menu_button: "can't parse menu button: MenuButton must be an Object",
}

/**
 * Checks raw parameters against the method's table and brings them to their types. Names that are
 * not in the table are left out: Telegram ignores them, and they are told apart in the call record.
 */
export function checkParameters(method: MethodName, raw: Record<string, unknown>): Record<string, unknown> {
  const checked: Record<string, unknown> = {}
  for (const [name, entry] of Object.entries<string>(methods[method])) {
    const required = entry.endsWith('!')
    const kind = entry.replace('!', '') as ParameterKind
    const value = raw[name]
    // An empty url deletes the webhook; everything else that is empty counts as not given.
    const missing = value === undefined || value === null || (value === '' && kind !== 'string')
    if (!missing) checked[name] = readers[kind](value, name)
    if (required && (missing || (value === '' && name !== 'url'))) {
      throw badRequest(absent[name] ?? `parameter "${name}" is required`)
    }
  }
  return checked
}

export function unknownParameters(method: MethodName, raw: Record<string, unknown>): string[] {
  return Object.keys(raw).filter((name) => !(name in methods[method]))
}

// Where the server would read an ill-typed value as 0 or false and go on, it is refused here:
// a bot that sends such a thing has a fault, and going on would hide it.
const readers: Record<ParameterKind, (value: unknown, name: string) => unknown> = {
  integer(value, name) {
    const text = String(value)
    if ((typeof value !== 'number' && typeof value !== 'string') || !/^-?\d{1,16}$/u.test(text)) {
      throw badRequest(`parameter "${name}" must be an Integer`)
    }
    return Number(text)
  },
  boolean(value, name) {
    if (value === true || value === 'true' || value === 'True' || value === '1') return true
    if (value === false || value === 'false' || value === 'False' || value === '0') return false
    throw badRequest(`parameter "${name}" must be a Boolean`)
  },
  string(value, name) {
    if (typeof value === 'string') return value
    if (typeof value === 'number' || typeof value === 'boolean') return String(value)
    throw badRequest(`parameter "${name}" must be a String`)
  },
  chat(value) {
    const text = typeof value === 'number' || typeof value === 'string' ? String(value) : ''
    if (!/^(?:-?\d{1,16}|@\w+)$/u.test(text)) throw badRequest('chat not found')
    return text
  },
  object(value, name) {
    const parsed = parseJson(value, name)
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed
    throw badRequest(misshaped[name] ?? `parameter "${name}" must be an Object`)
  },
  array(value, name) {
    const parsed = parseJson(value, name)
    if (Array.isArray(parsed)) return parsed
    throw badRequest(misshaped[name] ?? `parameter "${name}" must be an Array`)
  },
  file(value, name) {
    if (typeof value === 'string' || isUpload(value)) return value
    throw badRequest(`parameter "${name}" must be an InputFile or a String`)
  },
}

function parseJson(value: unknown, name: string): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    throw badRequest(unparsed[name] ?? `can't parse "${name}" JSON object`)
  }
}

export function isUpload(value: unknown): value is Upload {
  return typeof value === 'object' && value !== null && 'bytes' in value
}
