import type { Ctx } from '#platform'
import { findClaims, insertClaims, lockContacts } from './contact-claims.ts'
import { type Contacts, type CustomerRow, isLive } from './model.ts'
import { lockCustomer } from './store.ts'

/**
 * Keeps what the owner of an account typed and did not prove, where the account has nothing of
 * that kind, proven or typed. Out: what it has now. In a transaction.
 *
 * Only for what the owner typed where they had already proven to be the owner: typed before, it may
 * be a stranger's, and belongs into the claim of `admitCustomer`.
 */
export async function noteContacts(ctx: Ctx, customer: CustomerRow, typed: Contacts): Promise<Contacts> {
  const before = await contactsOf(ctx, customer)
  const missing = {
    phone: before.phone === null ? typed.phone : null,
    email: before.email === null ? typed.email : null,
  }
  if (missing.phone === null && missing.email === null) return before
  const locked = await lockCustomer(ctx.db, customer.id)
  // Erased or joined meanwhile, it must not be left with something typed.
  if (!locked || !isLive(locked)) return before
  await lockContacts(ctx.db, missing)
  await insertClaims(ctx.db, customer.id, missing, ctx.now())
  return contactsOf(ctx, customer)
}

async function contactsOf(ctx: Ctx, customer: CustomerRow): Promise<Contacts> {
  const claimed = await findClaims(ctx.db, customer.id)
  return { phone: customer.phone ?? claimed.phone, email: customer.email ?? claimed.email }
}
