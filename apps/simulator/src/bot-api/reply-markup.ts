import type { TelegramInlineKeyboardButton, TelegramKeyboardButton } from '@gramio/types'
import type { World } from '../world/world.ts'
import { badRequest } from './errors.ts'
import { linkFault, miniAppFault } from './links.ts'

type Fields = Record<string, unknown>
type Rules = Pick<World, 'plainHttpMiniApps'>

/** What a `reply_markup` asks for, checked. */
export type ReplyMarkup =
  | { kind: 'inline'; rows: TelegramInlineKeyboardButton[][] }
  | {
      kind: 'keyboard'
      rows: TelegramKeyboardButton[][]
      resize: boolean
      oneTime: boolean
      persistent: boolean
      placeholder?: string
    }
  | { kind: 'remove' }
  | { kind: 'force_reply'; placeholder?: string }

const mostInlineButtons = 100
const mostReplyButtons = 300
const styles = ['danger', 'success', 'primary']

/** Reads a `reply_markup` parameter or refuses it as Telegram does. */
export function readReplyMarkup(value: Fields | undefined, rules: Rules): ReplyMarkup | undefined {
  if (value === undefined) return undefined
  const keyboard = readRows(value, 'keyboard', 'Field "keyboard" must be an Array of Arrays')
  const inline = readRows(
    value,
    'inline_keyboard',
    'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
  )
  if (keyboard.length > 0) return readReplyKeyboard(value, { keyboard, rules })
  if (inline.length > 0) return readInlineKeyboard(inline, rules)
  if (flag(value, 'remove_keyboard')) return { kind: 'remove' }
  if (flag(value, 'force_reply')) return { kind: 'force_reply', ...placeholder(value) }
  return undefined
}

function readRows(value: Fields, field: string, shape: string): unknown[][] {
  const rows = value[field]
  if (rows === undefined) return []
  if (!Array.isArray(rows)) throw badRequest(`Field "${field}" must be of type Array`)
  for (const row of rows) if (!Array.isArray(row)) throw badRequest(shape)
  return rows
}

function readReplyKeyboard(value: Fields, { keyboard, rules }: { keyboard: unknown[][]; rules: Rules }): ReplyMarkup {
  const read = keyboard.map((row) => row.map((button) => readReplyButton(button, rules)))
  if (read.flat().length > mostReplyButtons) throw badRequest('reply markup is too long')
  return {
    kind: 'keyboard',
    rows: read.filter((row) => row.length > 0),
    resize: flag(value, 'resize_keyboard'),
    oneTime: flag(value, 'one_time_keyboard'),
    persistent: flag(value, 'is_persistent'),
    ...placeholder(value),
  }
}

function readReplyButton(button: unknown, rules: Rules): TelegramKeyboardButton {
  if (typeof button === 'string') return { text: nonEmpty(button, 'Keyboard button text must be non-empty') }
  if (!isFields(button)) throw badRequest("can't parse keyboard button: KeyboardButton must be a String or an Object")
  const text = nonEmpty(textOf(button, 'keyboard'), 'Keyboard button text must be non-empty')
  checkStyle(button)
  for (const field of ['request_contact', 'request_location']) flag(button, field)
  if (button.web_app !== undefined) checkWebApp(button.web_app, 'keyboard button Web App', rules)
  return { ...button, text }
}

function readInlineKeyboard(rows: unknown[][], rules: Rules): ReplyMarkup {
  const read = rows.map((row) => row.map((button) => readInlineButton(button, rules)))
  if (read.flat().length > mostInlineButtons) throw badRequest('reply markup is too long')
  return { kind: 'inline', rows: read.filter((row) => row.length > 0) }
}

const inlineActions = [
  'url',
  'callback_data',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
  'disabled',
]

function readInlineButton(button: unknown, rules: Rules): TelegramInlineKeyboardButton {
  if (!isFields(button)) throw badRequest("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
  const text = nonEmpty(textOf(button, 'inline keyboard'), 'Inline keyboard button text must be non-empty')
  const actions = inlineActions.filter((action) => button[action] !== undefined && button[action] !== '')
  if (actions.length === 0) {
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
  }
  // The server would take the first of several and drop the rest in silence; the documentation
  // says exactly one, and a dropped action is a bug of the bot.
  if (actions.length > 1) throw badRequest("can't parse inline keyboard button: exactly one action must be specified")
  checkStyle(button)
  checkInlineAction(button, rules)
  return { ...button, text }
}

function checkInlineAction(button: Fields, rules: Rules): void {
  const { url, callback_data: data, copy_text: copy } = button
  if (url !== undefined) {
    if (typeof url !== 'string')
      throw badRequest('can\'t parse inline keyboard button: Field "url" must be of type String')
    const fault = linkFault(url)
    if (fault) throw badRequest(`inline keyboard button URL '${url}' is invalid: ${fault}`)
  }
  if (data !== undefined) {
    if (typeof data !== 'string') {
      throw badRequest('can\'t parse inline keyboard button: Field "callback_data" must be of type String')
    }
    if (Buffer.byteLength(data) > 64) throw badRequest('BUTTON_DATA_INVALID')
  }
  if (copy !== undefined) {
    const text = isFields(copy) ? copy.text : undefined
    if (typeof text !== 'string' || text.length < 1 || [...text].length > 256)
      throw badRequest('BUTTON_COPY_TEXT_INVALID')
  }
  if (button.web_app !== undefined) checkWebApp(button.web_app, 'inline keyboard button Web App', rules)
}

function checkWebApp(webApp: unknown, where: string, rules: Rules): void {
  const url = isFields(webApp) ? webApp.url : undefined
  if (typeof url !== 'string') throw badRequest(`${where} URL must be specified`)
  const fault = miniAppFault(url, rules)
  if (fault) throw badRequest(`${where} URL '${url}' is invalid: ${fault}`)
}

function checkStyle(button: Fields): void {
  const { style } = button
  if (style !== undefined && !styles.includes(String(style))) throw badRequest('invalid button style specified')
}

function textOf(button: Fields, where: string): string {
  const { text } = button
  if (text === undefined) throw badRequest(`can't parse ${where} button: Can't find field "text"`)
  if (typeof text !== 'string') throw badRequest(`can't parse ${where} button: Field "text" must be of type String`)
  return text
}

// Telegram leaves a button without a text out in silence. Whoever sends one made a mistake, so here it is told.
function nonEmpty(text: string, reason: string): string {
  if (text.trim() === '') throw badRequest(reason)
  return text
}

function flag(value: Fields, field: string): boolean {
  const given = value[field]
  if (given !== undefined && typeof given !== 'boolean') throw badRequest(`Field "${field}" must be of type Boolean`)
  return given === true
}

function placeholder(value: Fields): { placeholder?: string } {
  const given = value.input_field_placeholder
  if (given === undefined) return {}
  if (typeof given !== 'string' || [...given].length > 64) throw badRequest('input field placeholder is too long')
  return { placeholder: given }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
