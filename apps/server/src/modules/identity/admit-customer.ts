import { type Locale, maskEmail, maskPhone } from '@vitrina/contract'
import { record } from '#audit'
import { type Ctx, type Db, publish, transact } from '#platform'
import { type Admission, decideAdmission, type Proof, sortHolders } from './admission.ts'
import { deleteClaims, insertClaims } from './contact-claims.ts'
import { claimIgnored, customerRegistered, emailLost, identifierAdded, passwordSet, phoneLost } from './events.ts'
import type { Contacts, CustomerId, CustomerRow, DeviceInfo } from './model.ts'
import { flagsOf, newActId, noteChanges } from './note-changes.ts'
import { inRounds } from './rounds.ts'
import { findCustomer, findHolders, insertCustomer, lockHolders, updateCustomer } from './store.ts'

/** What was typed before the proof; used only for an account that is made now. */
export interface Claim {
  name: string
  locale: Locale
  passwordHash: string | null
  /** Where it was typed: named in the notice about the password. */
  device: DeviceInfo
  /** Typed beside what is proven: login names, until somebody proves them (C4). */
  unproven?: Contacts
  /** The id that was promised for it (C6). */
  customerId?: CustomerId | null
}

/**
 * Finds or makes the one account of whoever proved an identifier (X1).
 *
 * An existing account never takes the claim's name or password: the claim was typed before
 * anything was proven, perhaps by somebody else (S2). An identifier held by another account moves
 * to the prover, and its holder is told (S11); every claim to it ends (C4). Two proofs at once end
 * in one account.
 */
export async function admitCustomer(ctx: Ctx, proof: Proof, claim: Claim): Promise<CustomerRow> {
  const known = await findUnchanged(ctx.db, proof, claim)
  return known ?? inRounds(() => transact(ctx, (ctx) => admit(ctx, proof, claim)))
}

/** Whose account a proof opens now; nothing when one would have to be made. */
export async function findCustomerByProof(db: Db, proof: Proof): Promise<CustomerRow | undefined> {
  return openedOf(proof, await findHolders(db, proof))
}

/** The same, held fast for the rest of the transaction: it can be joined or erased in no between. */
export async function lockCustomerByProof(db: Db, proof: Proof): Promise<CustomerRow | undefined> {
  return openedOf(proof, await lockHolders(db, proof))
}

function openedOf(proof: Proof, holders: CustomerRow[]): CustomerRow | undefined {
  const { open } = decideAdmission(proof, sortHolders(proof, holders))
  return holders.find(({ id }) => id === open)
}

/** Whoever comes back with what is theirs already: there is nothing to decide, lock or write. */
async function findUnchanged(db: Db, proof: Proof, claim: Claim): Promise<CustomerRow | undefined> {
  const holders = await findHolders(db, proof)
  const { open, take, displaced } = decideAdmission(proof, sortHolders(proof, holders))
  const changes = take.telegram || take.phone || take.email || displaced.phone || displaced.email
  const customer = holders.find(({ id }) => id === open)
  if (!customer || changes || claim.passwordHash !== null) return undefined
  const isRenamed = proof.telegramId !== null && proof.telegramUsername !== customer.telegramUsername
  return isRenamed ? undefined : customer
}

async function admit(ctx: Ctx, proof: Proof, claim: Claim): Promise<CustomerRow> {
  const holders = await lockHolders(ctx.db, proof)
  const admission = decideAdmission(proof, sortHolders(proof, holders))
  await deleteClaims(ctx.db, proof)
  await displace(ctx, proof, admission)
  return admission.open === null
    ? create(ctx, proof, claim)
    : open(ctx, proof, { ...admission, customer: holders.find(({ id }) => id === admission.open), claim })
}

/** Takes an identifier from those who held it before it was proven by somebody else, and tells them. */
export async function displace(ctx: Ctx, proof: Proof, { displaced }: Pick<Admission, 'displaced'>): Promise<void> {
  const updatedAt = ctx.now()
  if (displaced.phone && proof.phone) {
    const masked = maskPhone(proof.phone)
    await updateCustomer(ctx.db, displaced.phone, { phone: null, phoneVerifiedAt: null, updatedAt })
    await recordDisplaced(ctx, displaced.phone, { kind: 'phone', value: masked })
    await publish(ctx, phoneLost, { customerId: displaced.phone, masked })
  }
  if (displaced.email && proof.email) {
    const masked = maskEmail(proof.email)
    await updateCustomer(ctx.db, displaced.email, { email: null, emailVerifiedAt: null, updatedAt })
    await recordDisplaced(ctx, displaced.email, { kind: 'email', value: masked })
    await publish(ctx, emailLost, { customerId: displaced.email, masked })
  }
}

function recordDisplaced(ctx: Ctx, customerId: CustomerId, details: { kind: string; value: string }): Promise<void> {
  return record(ctx, { actor: { kind: 'system' }, customerId, act: 'identifier_displaced', details })
}

async function open(
  ctx: Ctx,
  proof: Proof,
  { customer, take, claim }: Pick<Admission, 'take'> & { customer: CustomerRow | undefined; claim: Claim },
): Promise<CustomerRow> {
  const set = { ...provenColumns(proof, take, ctx.now()), updatedAt: ctx.now() }
  const updated = customer && (await updateCustomer(ctx.db, customer.id, set))
  if (!updated) throw new Error('a locked customer is gone')
  const { id } = updated
  if (take.telegram || take.phone || take.email) {
    const { device } = claim
    const actId = newActId(ctx)
    const kinds = await noteChanges(ctx, { actId, before: customer, after: updated, device })
    await publish(ctx, identifierAdded, { customerId: id, actId, ...flagsOf(kinds), device })
  }
  if (claim.passwordHash !== null) await publish(ctx, claimIgnored, { customerId: id })
  return updated
}

/** The columns of a row that a proof fills. */
export function provenColumns(proof: Proof, take: Admission['take'], now: Date) {
  return {
    ...(take.telegram && { telegramId: proof.telegramId }),
    ...(proof.telegramId !== null && { telegramUsername: proof.telegramUsername }),
    ...(take.phone && { phone: proof.phone, phoneVerifiedAt: now }),
    ...(take.email && { email: proof.email, emailVerifiedAt: now }),
  }
}

async function create(ctx: Ctx, proof: Proof, claim: Claim): Promise<CustomerRow> {
  const now = ctx.now()
  const all = { telegram: proof.telegramId !== null, phone: proof.phone !== null, email: proof.email !== null }
  const id = await findFree(ctx.db, claim.customerId)
  const customer = await insertCustomer(ctx.db, {
    ...(id && { id }),
    name: claim.name,
    locale: claim.locale,
    ...provenColumns(proof, all, now),
    passwordHash: claim.passwordHash,
    passwordSetAt: claim.passwordHash === null ? null : now,
    createdAt: now,
    updatedAt: now,
  })
  if (claim.unproven) {
    const { phone, email } = claim.unproven
    const typed = { phone: proof.phone ? null : phone, email: proof.email ? null : email }
    await insertClaims(ctx.db, customer.id, typed, now)
  }
  await publish(ctx, customerRegistered, { customerId: customer.id })
  await recordRegistration(ctx, customer, claim.device)
  return customer
}

/** One id may be promised to several proofs of one person; when their account was erased in between it is not given again. */
async function findFree(db: Db, promised: CustomerId | null | undefined): Promise<CustomerId | undefined> {
  return promised && !(await findCustomer(db, promised)) ? promised : undefined
}

async function recordRegistration(
  ctx: Ctx,
  { id: customerId, passwordSetAt }: CustomerRow,
  device: DeviceInfo,
): Promise<void> {
  const actor = { kind: 'customer', id: String(customerId) } as const
  await record(ctx, { actor, customerId, act: 'registered', device })
  if (!passwordSetAt) return
  await record(ctx, { actor, customerId, act: 'password_set', device })
  await publish(ctx, passwordSet, { customerId, setAt: passwordSetAt.toISOString(), device })
}
