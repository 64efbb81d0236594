/** What became of something handed to a stranger's network: Telegram, a mail server, an SMS provider. */
export type Delivery =
  | { outcome: 'delivered' }
  /** They say no and will say so again. `blocked`: this recipient wants nothing, or is nobody. */
  | { outcome: 'refused'; blocked: boolean; description: string }
  /** Nothing was done; it may be tried after so many seconds. */
  | { outcome: 'not_done'; retryAfterSeconds?: number }
  /** No answer came: it may have been done. */
  | { outcome: 'doubtful' }
