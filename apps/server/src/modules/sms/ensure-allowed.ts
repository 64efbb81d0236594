import { countryOf, type Phone } from '@vitrina/contract'
import type { Ctx, Refusal } from '#platform'
import { countryNotServed, prefixPaused } from './errors.ts'
import { JUDGED_MS, type JudgedSend, pausedUntil, prefixOf } from './model.ts'
import { findJudgedSends } from './store.ts'

export interface AllowedPorts {
  countries: ReadonlySet<string>
  /** The pauses that the operator was told of: in an attack thousands are refused for the same one. */
  told: Set<string>
}

// More than these at a time, and telling one twice is the least of it.
const MOST_TOLD = 1_000

/**
 * Makes sure that a code may be sent to this number; for whoever asks for one.
 *
 * Refuses with `sms.country_not_served`, and with `sms.prefix_paused` while fewer than a fifth of
 * the last fifty codes to its operator came back: somebody is paid for making us send them (S16).
 */
export async function ensureAllowed(ctx: Ctx, phone: Phone, ports: AllowedPorts): Promise<void> {
  const objection = await findObjection(ctx, phone, ports)
  if (objection) throw objection
}

/** The same, for a job, which has nobody to refuse. */
export async function findObjection(ctx: Ctx, phone: Phone, ports: AllowedPorts): Promise<Refusal | undefined> {
  const country = countryOf(phone)
  if (!country || !ports.countries.has(country)) return countryNotServed()

  const prefix = prefixOf(phone)
  const sends = await findJudgedSends(ctx.db, prefix, new Date(ctx.now().getTime() - JUDGED_MS))
  const until = pausedUntil(sends)
  if (!until || until <= ctx.now()) return undefined
  tellOnce(ctx, { prefix, until, sends }, ports.told)
  return prefixPaused({ retryAfter: Math.ceil((until.getTime() - ctx.now().getTime()) / 1000) })
}

function tellOnce(
  ctx: Ctx,
  { prefix, until, sends }: { prefix: string; until: Date; sends: JudgedSend[] },
  told: Set<string>,
): void {
  const pause = `${prefix} ${until.toISOString()}`
  if (told.has(pause)) return
  if (told.size >= MOST_TOLD) told.clear()
  told.add(pause)
  const cameBack = sends.filter(({ cameBackAt }) => cameBackAt).length
  ctx.log.error({ prefix, cameBack, of: sends.length, until }, 'codes by SMS do not come back: a prefix is paused')
}
