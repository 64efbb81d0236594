import { BadBody } from '../control/bodies.ts'
import type { NumberTrouble, SmsFault } from './faults.ts'
import type { SmsProvider } from './state.ts'

const providers: readonly SmsProvider[] = ['twilio', 'vonage', 'bird', 'telegram-gateway']
const troubles: readonly NumberTrouble[] = ['invalid', 'barred', 'region']
const plainKinds = ['down', 'refusing', 'garbage', 'lost', 'limited'] as const

export function readSmsFault(body: unknown): { provider: SmsProvider; fault: SmsFault } {
  const { provider, kind, delayMs } = fieldsOf(body)
  const known = providers.find((name) => name === provider)
  const plain = plainKinds.find((name) => name === kind)
  if (known && plain) return { provider: known, fault: { kind: plain } }
  if (known && kind === 'slow' && Number.isInteger(delayMs)) {
    return { provider: known, fault: { kind, delayMs: Number(delayMs) } }
  }
  throw new BadBody('provider and kind are not valid')
}

export function readTrouble(body: unknown): { phone: string; trouble: NumberTrouble } {
  const { phone, trouble } = fieldsOf(body)
  const known = troubles.find((name) => name === trouble)
  if (!known || typeof phone !== 'string' || !/^\+\d{7,15}$/u.test(phone)) {
    throw new BadBody('phone and trouble are not valid')
  }
  return { phone, trouble: known }
}

function fieldsOf(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? { ...body } : {}
}
