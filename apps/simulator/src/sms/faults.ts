import type { SmsProvider } from './state.ts'

/** How a provider fails. */
export type SmsFault =
  /** Its gateway answers for it: 503 and a page of HTML. */
  | { kind: 'down' }
  /** The answer is held back for a while. */
  | { kind: 'slow'; delayMs: number }
  /** The account has no credit, or is closed. */
  | { kind: 'refusing' }
  /** A success in words that nobody understands; the message is not sent. */
  | { kind: 'garbage' }
  /** The message is sent and the answer is lost. */
  | { kind: 'lost' }
  /** Too many requests; nothing was done. */
  | { kind: 'limited' }

/** What is the matter with a number. */
export type NumberTrouble =
  /** It does not exist. */
  | 'invalid'
  /** Its owner wants no messages. */
  | 'barred'
  /** Our account may not send to its country. */
  | 'region'

/** The switches: what each provider suffers from until it is switched off again. */
export class SmsFaults {
  readonly #faults = new Map<SmsProvider, SmsFault>()
  readonly #numbers = new Map<string, { trouble: NumberTrouble; at: SmsProvider | undefined }>()

  set(provider: SmsProvider, fault: SmsFault): void {
    this.#faults.set(provider, fault)
  }

  /** At one provider, or at all of them. */
  setNumber(phone: string, trouble: NumberTrouble, at?: SmsProvider): void {
    this.#numbers.set(phone, { trouble, at })
  }

  /** Everything works again. */
  clear(): void {
    this.#faults.clear()
    this.#numbers.clear()
  }

  of(provider: SmsProvider): SmsFault | undefined {
    return this.#faults.get(provider)
  }

  ofNumber(phone: string, provider: SmsProvider): NumberTrouble | undefined {
    const known = this.#numbers.get(phone)
    return known && (known.at ?? provider) === provider ? known.trouble : undefined
  }
}
