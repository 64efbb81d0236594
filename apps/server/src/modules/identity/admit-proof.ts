import type { Locale } from '@vitrina/contract'
import { record } from '#audit'
import { type Ctx, type Db, publish } from '#platform'
import { decideAdmission } from './admission.ts'
import { bringProof, displace, type Proven, provenColumns } from './bring-proof.ts'
import { deleteClaims, insertClaims, lockContacts } from './contact-claims.ts'
import { claimIgnored, customerRegistered, passwordSet, passwordUnkept } from './events.ts'
import type { Contacts, CustomerId, CustomerRow, DeviceInfo } from './model.ts'
import { mayOpen, type Proof, sortHolders } from './proof.ts'
import { findCustomer, findHolders, insertCustomer, lockHolders } from './store.ts'

/** What was typed before the proof; used only for an account that is made now. */
export interface Claim {
  name: string
  locale: Locale
  passwordHash: string | null
  /** One was typed and is not brought, for there was another beside it (S12). */
  isPasswordWithheld?: boolean
  /** Where it was typed: named in the notice about the password. */
  device: DeviceInfo
  /** Typed beside what is proven: login names, until somebody proves them (C4). */
  unproven?: Contacts
  /** The id that was promised for it (C6). */
  customerId?: CustomerId | null
}

/**
 * Finds or makes the one account of whoever proved an identifier (X1). Several that the proof opens
 * become one. Whom nobody may be signed in to any longer is for the caller to see to, in the same
 * transaction.
 *
 * An existing account never takes the claim's name or password: the claim was typed before
 * anything was proven, perhaps by somebody else (S2). An identifier held by another account moves
 * to the prover, and its holder is told (S11); every claim to it ends (C4).
 */
export async function admitProof(ctx: Ctx, proof: Proof, claim: Claim): Promise<Proven> {
  const locked = await lockHolders(ctx.db, proof)
  await lockContacts(ctx.db, proof, ...(claim.unproven ? [claim.unproven] : []))
  const admission = decideAdmission(proof, sortHolders(proof, locked))
  const own = locked.find(({ id }) => id === admission.open)
  if (!own) {
    await deleteClaims(ctx.db, proof)
    await displace(ctx, proof, admission)
    return { customer: await create(ctx, proof, claim), joined: [] }
  }
  const proven = await bringProof(ctx, { own, proof, attachment: admission, locked, device: claim.device })
  if (bringsPassword(claim)) await publish(ctx, claimIgnored, { customerId: own.id, at: ctx.now().toISOString() })
  return proven
}

/** Whoever comes back with what is theirs already: there is nothing to decide, lock or write. */
export async function findUnchanged(
  db: Db,
  proof: Proof,
  claim: TypedPassword = { passwordHash: null },
): Promise<CustomerRow | undefined> {
  const holders = await findHolders(db, proof)
  const { open, take, displaced } = decideAdmission(proof, sortHolders(proof, holders))
  // Where accounts are joined, what the other held is taken.
  const changes = take.telegram || take.phone || take.email || displaced.phone || displaced.email
  const customer = holders.find(({ id }) => id === open)
  if (!customer || changes || bringsPassword(claim)) return undefined
  const isRenamed = proof.telegramId !== null && proof.telegramUsername !== customer.telegramUsername
  return isRenamed ? undefined : customer
}

type TypedPassword = Pick<Claim, 'passwordHash' | 'isPasswordWithheld'>

/** Whoever typed a password is told what became of it. */
function bringsPassword({ passwordHash, isPasswordWithheld }: TypedPassword): boolean {
  return passwordHash !== null || isPasswordWithheld === true
}

/** Whose account a proof opens now; nothing when one would have to be made. */
export async function findCustomerByProof(db: Db, proof: Proof): Promise<CustomerRow | undefined> {
  return openedOf(proof, await findHolders(db, proof))
}

/**
 * The same, held fast for the rest of the transaction: it can be joined or erased in no between.
 * Asked for one account in particular, that one, if the proof may open it.
 */
export async function lockCustomerByProof(db: Db, proof: Proof, wanted?: CustomerId): Promise<CustomerRow | undefined> {
  const holders = await lockHolders(db, proof)
  if (wanted === undefined) return openedOf(proof, holders)
  return holders.find((holder) => holder.id === wanted && mayOpen(holder, proof))
}

function openedOf(proof: Proof, holders: CustomerRow[]): CustomerRow | undefined {
  const { open } = decideAdmission(proof, sortHolders(proof, holders))
  return holders.find(({ id }) => id === open)
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
  if (claim.isPasswordWithheld) await publish(ctx, passwordUnkept, { customerId: customer.id, at: now.toISOString() })
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
