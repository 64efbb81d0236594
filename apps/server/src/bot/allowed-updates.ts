/** What the bot asks Telegram for; anything else would be fetched, paid for and thrown away. */
export const allowedUpdates = ['message', 'callback_query', 'my_chat_member', 'pre_checkout_query'] as const
