/** How a letter, or the connection that would bring it, goes wrong. */
export type MailFault =
  /** The connection breaks before a word is said, and so do those that are open. */
  | { kind: 'down' }
  /** Something answers that speaks no SMTP. */
  | { kind: 'garbage' }
  /** 535: the name and the password are not taken. */
  | { kind: 'refuse-login' }
  /** 550: there is nobody of this address. */
  | { kind: 'refuse' }
  /** 451: not now. */
  | { kind: 'defer' }
  /** 554 to the letter itself, once it was read. */
  | { kind: 'refuse-letter' }
  /** The letter is taken and the connection breaks before that is said. */
  | { kind: 'drop-after' }
  /** The letter is taken at once and answered after a while. */
  | { kind: 'slow'; delayMs: number }

/** How often it happens, once unless told otherwise, and to whose letters. */
export interface MailFaultScope {
  times?: number
  to?: string
}

/** Where in a conversation each of them strikes. */
const stages = {
  connection: ['down', 'garbage'],
  login: ['refuse-login'],
  recipient: ['refuse', 'defer'],
  letter: ['refuse-letter', 'drop-after', 'slow'],
} as const satisfies Record<string, readonly MailFault['kind'][]>

type Stage = keyof typeof stages
type FaultAt<At extends Stage> = Extract<MailFault, { kind: (typeof stages)[At][number] }>

interface Rule {
  fault: MailFault
  to: string | undefined
  left: number
}

/** The misfortunes that await the next letters, in the order in which they were added. */
export class MailFaults {
  #rules: Rule[] = []
  readonly #onDown: () => void

  constructor(onDown: () => void) {
    this.#onDown = onDown
  }

  add(fault: MailFault, scope: MailFaultScope = {}): void {
    this.#rules.push({ fault, to: scope.to?.toLowerCase(), left: scope.times ?? 1 })
    if (fault.kind === 'down') this.#onDown()
  }

  /** Everything works again. */
  clear(): void {
    this.#rules = []
  }

  /** Takes the fault that strikes at this point, if any; one for some address waits until that is known. */
  take<At extends Stage>(stage: At, to?: string): FaultAt<At> | undefined {
    const kinds: readonly string[] = stages[stage]
    const rule = this.#rules.find(({ fault, to: only }) => kinds.includes(fault.kind) && (!only || only === to))
    if (!rule) return undefined
    rule.left -= 1
    if (rule.left <= 0) this.#rules = this.#rules.filter((candidate) => candidate !== rule)
    return rule.fault as FaultAt<At>
  }
}
