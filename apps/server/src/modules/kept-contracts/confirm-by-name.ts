import type { DeviceInfo } from '#identity'
import type { Ctx } from '#platform'
import type { OpenedSession } from '#sessions'
import { type ConfirmPorts, codeFailures, countBlindGuess, openAfter, tryCode } from '#verification-codes'
import { type Channel, countedAs, findNamed, isContested, type Named, nameOf, withProvenOnly } from '#verifications'
import { codeNotAccepted } from './errors.ts'

export interface ConfirmByName {
  /** How the code was sent, and to whom it was told at registration: all that contracts B and C say. */
  channel: Channel
  identifier: string
  code: string
  device: DeviceInfo
  /** Whom limits by network address count. */
  address: string
}

/**
 * Trades a code for a signed-in session in the contracts that know neither a verification's id
 * nor a browser's secret (B5, C3). Of the few that are open under the name the code may be of any:
 * a stranger who registers with somebody's address must not take their code's place.
 *
 * Where registrations with different passwords stood under one name, none of the passwords is kept: the
 * code says whose the name is, and not whose the registration (S12).
 *
 * Refuses with `registration.code_not_accepted` whether nothing is pending, or the code wrong,
 * spent or expired. A guess costs an attempt of each verification that it is compared with, and
 * counts against each identifier (S15); of many right codes at once one opens a session.
 */
export async function confirmByName(ctx: Ctx, input: ConfirmByName, ports: ConfirmPorts): Promise<OpenedSession> {
  const name = nameOf(input.channel, input.identifier)
  const named = await findNamed(ctx, name, ports)
  const allowed = await findAllowed(named, ports)
  const tried = await findFitting(ctx, { ...input, named: allowed }, ports)
  if (tried === 'no_code') {
    await countBlindGuess(input.address, ports)
    throw codeNotAccepted()
  }
  if (tried === 'wrong') {
    // Past the limit the wrong are answered like the right: an answer would still be a guess.
    for (const identifier of countedAmong(allowed)) await ports.limits.consume(codeFailures, identifier)
    throw codeNotAccepted()
  }
  // Once more, by what was counted meanwhile: guesses sent at once each found the limit open.
  await ports.limits.ensureAllowed(codeFailures, countedAs(tried.verification))
  const isDoubtful = await isContested(ctx, name, ports)
  const verification = isDoubtful ? withProvenOnly(tried.verification) : tried.verification
  const session = await openAfter(ctx, { id: tried.id, verification, device: input.device }, ports)
  if (!session) throw codeNotAccepted()
  return session
}

/** Those that may still be guessed at; when none may, whoever asks waits. */
async function findAllowed(named: readonly Named[], { limits }: ConfirmPorts): Promise<Named[]> {
  const withCode = named.filter(({ verification }) => verification.code !== null)
  const allowed: Named[] = []
  for (const each of withCode) {
    if (await limits.allows(codeFailures, countedAs(each.verification))) allowed.push(each)
  }
  const [first] = withCode
  if (first && allowed.length === 0) await limits.ensureAllowed(codeFailures, countedAs(first.verification))
  return allowed
}

async function findFitting(
  ctx: Ctx,
  { named, code }: { named: readonly Named[]; code: string },
  ports: ConfirmPorts,
): Promise<Named | 'wrong' | 'no_code'> {
  let result: 'wrong' | 'no_code' = 'no_code'
  for (const { id } of named) {
    const tried = await tryCode(ctx, { id, code }, ports)
    if (tried === 'no_code') continue
    if (tried.fits) return { id, verification: tried.verification }
    result = 'wrong'
  }
  return result
}

function countedAmong(named: readonly Named[]): Set<string> {
  return new Set(named.map(({ verification }) => countedAs(verification)))
}
