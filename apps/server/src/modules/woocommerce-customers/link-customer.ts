import { z } from 'zod'
import type { CustomerId, CustomerRow } from '#identity'
import type { Ctx } from '#platform'
import { customerMark, type WooClient, WooFault, wooFaultOf } from '#woocommerce'
import { deleteWooCustomer, findWooCustomer, upsertWooCustomer } from './store.ts'

export const GUEST = 0

const WooCustomer = z.object({ id: z.int().positive(), email: z.string() })

/**
 * Who a customer is there: found by their address, made when there is nobody, once however many ask,
 * since WooCommerce has an address once. Only a proven address counts: by one that was merely typed the order would
 * be shown to whoever it belongs to. Whoever has none is a guest, known by the phone.
 */
export async function linkCustomer(ctx: Ctx, client: WooClient, customer: CustomerRow): Promise<number> {
  if (!customer.email || customer.erasedAt) return GUEST
  const known = await findWooCustomer(ctx.db, customer.id)
  if (known !== undefined) return known
  const id = (await find(client, customer.email)) ?? (await make(client, customer, customer.email))
  await upsertWooCustomer(ctx.db, customer.id, id)
  return id
}

async function find(client: WooClient, email: string): Promise<number | undefined> {
  const query = { email, role: 'all', _fields: 'id,email' }
  const { items } = await client.list('/customers', { query, urgency: 'now' })
  // A filter that it does not know it would ignore, and answer with everybody.
  const wanted = email.toLowerCase()
  return items.map((item) => WooCustomer.safeParse(item).data).find((one) => one?.email.toLowerCase() === wanted)?.id
}

async function make(client: WooClient, customer: CustomerRow, email: string): Promise<number> {
  const body = {
    email,
    first_name: customer.name,
    meta_data: [{ key: customerMark, value: String(customer.id) }],
  }
  try {
    const made = WooCustomer.safeParse(
      await client.write('POST', '/customers', { query: { _fields: 'id,email' }, body }),
    )
    if (made.data) return made.data.id
    throw new WooFault({ kind: 'garbled' })
  } catch (error) {
    // Somebody else was quicker, or an answer was lost.
    const id = wooFaultOf(error)?.code === 'registration-error-email-exists' ? await find(client, email) : undefined
    if (id === undefined) throw error
    return id
  }
}

/**
 * Forgets who a customer is there: one that was erased (Y7), where what that site keeps of them is its owner's to
 * erase, or one that is no longer there.
 */
export function forgetWooCustomer(ctx: Ctx, customerId: CustomerId): Promise<void> {
  return deleteWooCustomer(ctx.db, customerId)
}
