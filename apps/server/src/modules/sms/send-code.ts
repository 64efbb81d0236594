import { type Ctx, type Pepper, sealCode } from '#platform'
import type { Breakers } from './breakers.ts'
import { type AllowedPorts, findObjection } from './ensure-allowed.ts'
import type { Attempt, OutgoingCode, SendCode, SmsDelivery, SmsProvider } from './model.ts'
import { prefixOf } from './model.ts'
import { insertSend, updateSend } from './store.ts'

export interface SendPorts extends AllowedPorts {
  providers: readonly SmsProvider[]
  breakers: Breakers
  pepper: Pepper
  compose: (input: SendCode) => string
}

/**
 * Sends a code through the first provider that takes it.
 *
 * Goes on to the next one only when the one before surely sent nothing. After a lost answer it stops: the code may
 * be on its way, a second SMS costs as much as the first, and two messages with one code frighten more than they
 * help. Whoever tries again makes a fresh code and names this provider in `tried`, so that another has its turn.
 *
 * What `ensureAllowed` would refuse is answered as refused, by the same code. The code rests nowhere, and neither it nor the number is logged (S18, X8).
 */
export async function sendCode(ctx: Ctx, input: SendCode, ports: SendPorts, signal: AbortSignal): Promise<SmsDelivery> {
  const objection = await findObjection(ctx, input.phone, ports)
  if (objection) return { outcome: 'refused', blocked: false, description: objection.code }

  const failed: Failed[] = []
  for (const provider of inTurn(ports.providers, input.tried)) {
    const waitMs = ports.breakers.waitMs(provider.name, ctx.now())
    const attempt: Attempt = waitMs > 0 ? leftAlone(waitMs) : await tryOne(ctx, provider, { input, ports }, signal)
    if (attempt.outcome === 'accepted') return { outcome: 'delivered', provider: provider.name }
    if (attempt.outcome === 'doubtful') return { outcome: 'doubtful', provider: provider.name }
    failed.push({ name: provider.name, attempt })
    // Nobody, or somebody who wants none: to ask elsewhere would be to go around them.
    if (attempt.outcome === 'refused' && attempt.whose === 'recipient') break
  }
  return summarise(failed)
}

interface Failed {
  name: string
  attempt: Exclude<Attempt, { outcome: 'accepted' | 'doubtful' }>
}

function inTurn(providers: readonly SmsProvider[], tried: readonly string[] = []): SmsProvider[] {
  return providers.toSorted((a, b) => Number(tried.includes(a.name)) - Number(tried.includes(b.name)))
}

const leftAlone = (waitMs: number): Attempt => ({
  outcome: 'not_done',
  code: 'left_alone',
  retryAfterSeconds: Math.ceil(waitMs / 1000),
})

async function tryOne(
  ctx: Ctx,
  provider: SmsProvider,
  { input, ports }: { input: SendCode; ports: SendPorts },
  signal: AbortSignal,
): Promise<Attempt> {
  const id = ctx.random(16).toString('base64url')
  const { phone, code, key } = input
  // Before the network: a report may be here sooner than the answer.
  await insertSend(ctx.db, {
    id,
    prefix: prefixOf(phone),
    phoneHash: sealCode(ports.pepper, 'sms.phone', phone),
    keyHash: sealCode(ports.pepper, 'sms.key', key),
    provider: provider.name,
    sentAt: ctx.now(),
  })
  const message: OutgoingCode = { id, phone, code, text: ports.compose(input) }
  const attempt = await provider.send(message, signal)
  const accepted = attempt.outcome === 'accepted'
  await updateSend(ctx.db, id, { status: attempt.outcome, messageId: accepted ? attempt.messageId : null })
  ports.breakers.record(provider.name, attempt, ctx.now())
  if (!accepted) tell(ctx, provider, attempt)
  return attempt
}

function tell(ctx: Ctx, { name }: SmsProvider, attempt: Exclude<Attempt, { outcome: 'accepted' }>): void {
  const isTrouble = attempt.outcome !== 'refused' || attempt.whose === 'account'
  const { outcome, code } = attempt
  ctx.log[isTrouble ? 'warn' : 'info']({ provider: name, outcome, code }, 'an SMS provider did not take a code')
}

/** What all of them came to together: to be tried again if any of them may take it later. */
function summarise(failed: Failed[]): SmsDelivery {
  const later = failed.flatMap(({ attempt }) => (attempt.outcome === 'not_done' ? [attempt.retryAfterSeconds] : []))
  if (later.length > 0) {
    const known = later.filter((seconds) => seconds !== undefined)
    return { outcome: 'not_done', ...(known.length === later.length && { retryAfterSeconds: Math.min(...known) }) }
  }
  const blocked = failed.some(({ attempt }) => attempt.outcome === 'refused' && attempt.whose === 'recipient')
  const description = failed.map(({ name, attempt }) => `${name} ${attempt.code}`).join(', ')
  return { outcome: 'refused', blocked, description }
}
