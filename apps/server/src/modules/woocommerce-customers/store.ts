import { eq } from 'drizzle-orm'
import type { CustomerId } from '#identity'
import type { Db } from '#platform'
import { wooCustomers } from './tables.ts'

export async function findWooCustomer(db: Db, customerId: CustomerId): Promise<number | undefined> {
  return (await db.select().from(wooCustomers).where(eq(wooCustomers.customerId, customerId)))[0]?.externalId
}

export async function upsertWooCustomer(db: Db, customerId: CustomerId, externalId: number): Promise<void> {
  await db
    .insert(wooCustomers)
    .values({ customerId, externalId })
    .onConflictDoUpdate({ target: wooCustomers.customerId, set: { externalId } })
}

export async function deleteWooCustomer(db: Db, customerId: CustomerId): Promise<void> {
  await db.delete(wooCustomers).where(eq(wooCustomers.customerId, customerId))
}
