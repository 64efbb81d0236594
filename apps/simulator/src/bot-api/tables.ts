/**
 * The methods that the simulator speaks and their parameters, as in the Bot API's own tables; a
 * test compares every line with the published types. `!` marks a required one.
 */
export const methods = {
  getMe: {},
  logOut: {},
  close: {},
  getUpdates: { offset: 'integer', limit: 'integer', timeout: 'integer', allowed_updates: 'array' },
  setWebhook: {
    url: 'string!',
    certificate: 'file',
    ip_address: 'string',
    max_connections: 'integer',
    allowed_updates: 'array',
    drop_pending_updates: 'boolean',
    secret_token: 'string',
  },
  deleteWebhook: { drop_pending_updates: 'boolean' },
  getWebhookInfo: {},
  sendMessage: {
    business_connection_id: 'string',
    chat_id: 'chat!',
    message_thread_id: 'integer',
    direct_messages_topic_id: 'integer',
    ephemeral_message_parameters: 'object',
    text: 'string!',
    parse_mode: 'string',
    entities: 'array',
    link_preview_options: 'object',
    disable_notification: 'boolean',
    protect_content: 'boolean',
    allow_paid_broadcast: 'boolean',
    message_effect_id: 'string',
    suggested_post_parameters: 'object',
    reply_parameters: 'object',
    reply_markup: 'object',
  },
  sendPhoto: {
    business_connection_id: 'string',
    chat_id: 'chat!',
    message_thread_id: 'integer',
    direct_messages_topic_id: 'integer',
    ephemeral_message_parameters: 'object',
    photo: 'file!',
    caption: 'string',
    parse_mode: 'string',
    caption_entities: 'array',
    show_caption_above_media: 'boolean',
    has_spoiler: 'boolean',
    disable_notification: 'boolean',
    protect_content: 'boolean',
    allow_paid_broadcast: 'boolean',
    message_effect_id: 'string',
    suggested_post_parameters: 'object',
    reply_parameters: 'object',
    reply_markup: 'object',
  },
  sendInvoice: {
    chat_id: 'chat!',
    message_thread_id: 'integer',
    direct_messages_topic_id: 'integer',
    title: 'string!',
    description: 'string!',
    payload: 'string!',
    provider_token: 'string',
    currency: 'string!',
    prices: 'array!',
    max_tip_amount: 'integer',
    suggested_tip_amounts: 'array',
    start_parameter: 'string',
    provider_data: 'string',
    photo_url: 'string',
    photo_size: 'integer',
    photo_width: 'integer',
    photo_height: 'integer',
    need_name: 'boolean',
    need_phone_number: 'boolean',
    need_email: 'boolean',
    need_shipping_address: 'boolean',
    send_phone_number_to_provider: 'boolean',
    send_email_to_provider: 'boolean',
    is_flexible: 'boolean',
    disable_notification: 'boolean',
    protect_content: 'boolean',
    allow_paid_broadcast: 'boolean',
    message_effect_id: 'string',
    suggested_post_parameters: 'object',
    reply_parameters: 'object',
    reply_markup: 'object',
  },
  createInvoiceLink: {
    business_connection_id: 'string',
    title: 'string!',
    description: 'string!',
    payload: 'string!',
    provider_token: 'string',
    currency: 'string!',
    prices: 'array!',
    subscription_period: 'integer',
    max_tip_amount: 'integer',
    suggested_tip_amounts: 'array',
    provider_data: 'string',
    photo_url: 'string',
    photo_size: 'integer',
    photo_width: 'integer',
    photo_height: 'integer',
    need_name: 'boolean',
    need_phone_number: 'boolean',
    need_email: 'boolean',
    need_shipping_address: 'boolean',
    send_phone_number_to_provider: 'boolean',
    send_email_to_provider: 'boolean',
    is_flexible: 'boolean',
  },
  answerPreCheckoutQuery: { pre_checkout_query_id: 'string!', ok: 'boolean!', error_message: 'string' },
  editMessageText: {
    business_connection_id: 'string',
    chat_id: 'chat',
    message_id: 'integer',
    inline_message_id: 'string',
    text: 'string',
    parse_mode: 'string',
    entities: 'array',
    link_preview_options: 'object',
    rich_message: 'object',
    reply_markup: 'object',
  },
  editMessageReplyMarkup: {
    business_connection_id: 'string',
    chat_id: 'chat',
    message_id: 'integer',
    inline_message_id: 'string',
    reply_markup: 'object',
  },
  deleteMessage: { chat_id: 'chat!', message_id: 'integer!' },
  answerCallbackQuery: {
    callback_query_id: 'string!',
    text: 'string',
    show_alert: 'boolean',
    url: 'string',
    cache_time: 'integer',
  },
  sendChatAction: {
    business_connection_id: 'string',
    chat_id: 'chat!',
    message_thread_id: 'integer',
    action: 'string!',
  },
  getChat: { chat_id: 'chat!' },
  setMyCommands: { commands: 'array!', scope: 'object', language_code: 'string' },
  getMyCommands: { scope: 'object', language_code: 'string' },
  deleteMyCommands: { scope: 'object', language_code: 'string' },
  setMyName: { name: 'string', language_code: 'string' },
  setMyDescription: { description: 'string', language_code: 'string' },
  setMyShortDescription: { short_description: 'string', language_code: 'string' },
  setChatMenuButton: { chat_id: 'integer', menu_button: 'object' },
} as const satisfies Record<string, Record<string, `${ParameterKind}${'' | '!'}`>>

export type ParameterKind = 'integer' | 'boolean' | 'string' | 'chat' | 'object' | 'array' | 'file'

export type MethodName = keyof typeof methods

/** A file that came with the request, or the name of one that Telegram is to find. */
export interface Upload {
  name: string
  type: string
  bytes: Buffer
}

interface Kinds {
  integer: number
  boolean: boolean
  string: string
  chat: string
  object: Record<string, unknown>
  array: unknown[]
  file: string | Upload
}

type Read<Kind> = Kind extends `${infer Name extends ParameterKind}!`
  ? Kinds[Name]
  : Kind extends ParameterKind
    ? Kinds[Kind]
    : never

/** A method's parameters after the check. */
export type ParametersOf<Method extends MethodName> = {
  [Name in keyof (typeof methods)[Method] as (typeof methods)[Method][Name] extends `${string}!` ? Name : never]: Read<
    (typeof methods)[Method][Name]
  >
} & {
  [Name in keyof (typeof methods)[Method] as (typeof methods)[Method][Name] extends `${string}!` ? never : Name]?: Read<
    (typeof methods)[Method][Name]
  >
}
