/** One call of the Bot API, as it came and as it ended. */
export interface RecordedCall {
  at: Date
  method: string
  /** As the bot sent them, before the check; uploads are shown by their name only. */
  parameters: Record<string, unknown>
  /** Names that the Bot API does not know and ignores: usually a misspelling. */
  unknownParameters: string[]
  /** A call that came in the answer to a webhook has no answer of its own. */
  via: 'http' | 'webhook-answer'
  /** Undefined while the call is under way or when a fault broke the connection. */
  status?: number
  description?: string
  result?: unknown
}

// A demo polls for days; the newest calls are what anybody looks at.
const keptCalls = 2_000

/** The record of calls, newest last. */
export class CallLog {
  #calls: RecordedCall[] = []

  begin(call: RecordedCall): RecordedCall {
    this.#calls.push(call)
    if (this.#calls.length > keptCalls * 2) this.#calls = this.#calls.slice(-keptCalls)
    return call
  }

  all(): RecordedCall[] {
    return [...this.#calls]
  }
}
