import type { Fault, FaultScope } from '../faults.ts'
import type { MailFault, MailFaultScope } from '../mail/faults.ts'
import type { CardToSend } from '../world/actions.ts'
import type { PersonOverrides } from '../world/people.ts'
import type { InvoiceTarget } from '../world/state.ts'

// Checked by hand: compiling JSON Schemas for these few bodies costs more than the whole start.

/** A body that the control API cannot make sense of. */
export class BadBody extends Error {}

interface TextRule {
  least?: number
  most: number
  pattern?: RegExp
}

/** The fields of a JSON body, read one by one. */
class Fields {
  readonly #values: Record<string, unknown>

  constructor(body: unknown, name = 'the body') {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new BadBody(`${name} must be an object`)
    this.#values = { ...body }
  }

  text(name: string, { least = 0, most, pattern }: TextRule): string {
    const value = this.#values[name]
    const fits = typeof value === 'string' && value.length >= least && value.length <= most
    if (!fits || (pattern && value !== '' && !pattern.test(value))) throw new BadBody(`${name} is not valid`)
    return value
  }

  /** The text as a property to spread, or nothing when it is absent or empty. */
  optionalText<Name extends string>(name: Name, rule: TextRule): { [Key in Name]?: string } {
    if (this.#values[name] === undefined || this.#values[name] === '') return {}
    return { [name]: this.text(name, rule) } as { [Key in Name]?: string }
  }

  integer(name: string, least = 0): number {
    const value = this.#values[name]
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least)
      throw new BadBody(`${name} is not valid`)
    return value
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined
  }

  get(name: string): unknown {
    return this.#values[name]
  }
}

const phone: TextRule = { least: 5, most: 25, pattern: /^\+?\d[\d ()-]{4,23}$/u }

export function readPerson(body: unknown): PersonOverrides {
  const fields = new Fields(body)
  return {
    firstName: fields.text('firstName', { least: 1, most: 64 }),
    phone: fields.text('phone', phone),
    ...fields.optionalText('lastName', { most: 64 }),
    ...fields.optionalText('username', { most: 32, pattern: /^[a-z]\w{3,31}$/iu }),
    ...fields.optionalText('languageCode', { most: 2, pattern: /^[a-z]{2}$/u }),
  }
}

export function readStart(body: unknown): { payload?: string } {
  return new Fields(body ?? {}).optionalText('payload', { most: 4096 })
}

export function readTyped(body: unknown): string {
  return new Fields(body).text('text', { least: 1, most: 20_000 })
}

export function readCard(body: unknown): CardToSend {
  const fields = new Fields(body)
  return {
    phoneNumber: fields.text('phoneNumber', { least: 3, most: 40 }),
    ...fields.optionalText('firstName', { most: 64 }),
    ...fields.optionalText('lastName', { most: 64 }),
    ...(fields.has('userId') ? { userId: fields.integer('userId', 1) } : {}),
    ...(fields.get('forwarded') === true ? { forwarded: true } : {}),
  }
}

/** Which invoice is meant, by its link or its message. */
export function readInvoiceTarget(body: unknown): InvoiceTarget {
  const fields = new Fields(body)
  return fields.has('link')
    ? { link: fields.text('link', { most: 200 }) }
    : { messageId: fields.integer('messageId', 1) }
}

const waysToPay = ['pay', 'decline', 'late'] as const

export function readPay(body: unknown): { target: InvoiceTarget; how: (typeof waysToPay)[number] } {
  const how = waysToPay.find((known) => known === new Fields(body).get('how'))
  if (!how) throw new BadBody('how is not valid')
  return { target: readInvoiceTarget(body), how }
}

export function readPress(body: unknown): { messageId: number; row: number; column: number } {
  const fields = new Fields(body)
  return { messageId: fields.integer('messageId', 1), row: fields.integer('row'), column: fields.integer('column') }
}

/** A fault without its own particular would do something else than was asked for, so it is refused. */
export function readFault(body: unknown): { fault: Fault | { kind: 'offline' }; scope: FaultScope } {
  const fields = new Fields(body)
  return { fault: readFaultKind(new Fields(fields.get('fault'), 'fault')), scope: readScope(fields.get('scope')) }
}

function readFaultKind(fault: Fields): Fault | { kind: 'offline' } {
  const kind = fault.get('kind')
  if (kind === 'drop-before' || kind === 'drop-after' || kind === 'offline') return { kind }
  if (kind === 'garbage') return { kind, body: fault.text('body', { most: 4096 }) }
  if (kind === 'flood') return { kind, retryAfter: fault.integer('retryAfter', 1) }
  if (kind === 'slow') return { kind, delayMs: fault.integer('delayMs') }
  const status = fault.get('status')
  if (kind === 'error' && (status === 500 || status === 502 || status === 503 || status === 504))
    return { kind, status }
  throw new BadBody('fault is not valid')
}

const plainMailFaults = ['down', 'garbage', 'refuse-login', 'refuse', 'defer', 'refuse-letter', 'drop-after'] as const

export function readMailFault(body: unknown): { fault: MailFault; scope: MailFaultScope } {
  const fields = new Fields(body)
  const fault = new Fields(fields.get('fault'), 'fault')
  const scope = new Fields(fields.get('scope') ?? {}, 'scope')
  return {
    fault: readMailFaultKind(fault),
    scope: {
      ...(scope.has('times') ? { times: scope.integer('times', 1) } : {}),
      ...scope.optionalText('to', { most: 254 }),
    },
  }
}

function readMailFaultKind(fault: Fields): MailFault {
  const kind = plainMailFaults.find((known) => known === fault.get('kind'))
  if (kind) return { kind }
  if (fault.get('kind') === 'slow') return { kind: 'slow', delayMs: fault.integer('delayMs') }
  throw new BadBody('fault is not valid')
}

function readScope(value: unknown): FaultScope {
  const scope = new Fields(value ?? {}, 'scope')
  return {
    ...(scope.has('times') ? { times: scope.integer('times', 1) } : {}),
    ...scope.optionalText('method', { most: 64 }),
  }
}
