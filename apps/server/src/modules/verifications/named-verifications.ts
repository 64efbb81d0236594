import { type Ctx, hashToken } from '#platform'
import { markContested } from './contested-names.ts'
import { AFTERLIFE_MS, isOpen, VERIFICATION_MS, type Verification, type VerificationId } from './model.ts'
import type { Channel } from './recipients.ts'
import { findVerification, type VerificationStore } from './store.ts'

/**
 * Contracts B and C verify a code by an identifier and a method alone, and a username is all that
 * a bot is opened with: so a verification is found by its names too. A name proves nothing.
 */

/**
 * As many as codes can be sent to one recipient in the ten minutes that a code is good for: those of two
 * hours that follow each other. So no letter that went out is voided by the next, and a guess is still one of five at each.
 */
const NAMED_MAX = 10
// Losers of a race read again; more rounds than registrations of one name at once would ever need.
const ROUNDS = 50

export interface Named {
  id: VerificationId
  verification: Verification
}

/** `channel` as contract C's `method` says it: a mailbox's code does not pass for a phone's. */
export function nameOf(channel: Channel, identifier: string): string {
  return `${channel} ${identifier}`
}

export function nameOfUsername(username: string): string {
  return `@${username.toLowerCase()}`
}

function namesOf({ flow, method, claim, contactPhone, contactAnonymous }: Verification): string[] {
  const channel = method === 'email' || method === 'sms' ? method : 'telegram'
  const identifiers =
    flow === 'contract_b' ? [contactPhone ?? contactAnonymous] : flow === 'contract_c' ? [claim.email, claim.phone] : []
  const username = method === 'telegram_code' ? claim.telegramUsername : null
  return [
    ...identifiers.filter((identifier) => identifier !== null).map((identifier) => nameOf(channel, identifier)),
    ...(username === null ? [] : [nameOfUsername(username)]),
  ]
}

/** Makes a verification findable by its names. Done again it changes nothing. */
export async function insertNames(ctx: Ctx, { id, verification }: Named, store: VerificationStore): Promise<void> {
  for (const name of namesOf(verification)) await insertName(ctx, { id, verification, name }, store)
}

/** Those that are open under any name that this one has or would have; one of several names comes more than once. */
export async function findUnderNames(ctx: Ctx, verification: Verification, store: VerificationStore): Promise<Named[]> {
  return (await Promise.all(namesOf(verification).map((name) => findNamed(ctx, name, store)))).flat()
}

/** Those that are open under a name, the latest first, but that those with a code come before those without. */
export async function findNamed(ctx: Ctx, name: string, store: VerificationStore): Promise<Named[]> {
  const entry = await store.ephemeral.get<VerificationId[]>(ctx, keyOf(name))
  return findOpen(ctx, entry?.value ?? [], store)
}

async function insertName(
  ctx: Ctx,
  { id, verification, name }: Named & { name: string },
  store: VerificationStore,
): Promise<void> {
  const { ephemeral } = store
  const key = keyOf(name)
  const until = new Date(ctx.now().getTime() + VERIFICATION_MS + AFTERLIFE_MS)
  for (let round = 0; round < ROUNDS; round++) {
    const entry = await ephemeral.get<VerificationId[]>(ctx, key)
    if (entry?.value.includes(id)) return
    if (!entry) {
      if (await ephemeral.put(ctx, key, [id], until)) return
      continue
    }
    // What is over makes room for what is not, and what waits for its code for what has one.
    const open = await findOpen(ctx, entry.value, store)
    const [sent, unsent] = [open.filter(hasCode), open.filter((named) => !hasCode(named))]
    const ids = [id, ...[...sent, ...unsent].map((named) => named.id)].slice(0, NAMED_MAX)
    if (open.some((named) => hasOtherPassword(named, verification))) await markContested(ctx, name, store)
    if (await ephemeral.replace(ctx, key, entry.version, ids, until)) return
  }
  throw new Error(`a name changed ${ROUNDS} times while one was added`)
}

function hasCode({ verification }: Named): boolean {
  return verification.code !== null
}

function hasOtherPassword({ verification }: Named, { claim }: Verification): boolean {
  return verification.claim.passwordHash !== claim.passwordHash
}

async function findOpen(ctx: Ctx, ids: readonly VerificationId[], store: VerificationStore): Promise<Named[]> {
  const found = await Promise.all(
    ids.map(async (id) => ({ id, verification: await findVerification(store.ephemeral, ctx, id) })),
  )
  return found.flatMap(({ id, verification }) =>
    verification && isOpen(verification, ctx.now()) ? [{ id, verification }] : [],
  )
}

function keyOf(name: string): string {
  return `verifications-named:${hashToken(name)}`
}
