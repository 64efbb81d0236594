import { bigint, boolean, customType, index, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { customerIdColumn } from '#identity'
import type { DeviceType } from './model.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

const bytes = customType<{ data: Uint8Array<ArrayBuffer>; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value),
  fromDriver: (value) => new Uint8Array(value),
})

export const passkeys = pgTable(
  'passkeys',
  {
    /** The credential's own id, base64url. */
    id: text().primaryKey(),
    customerId: customerIdColumn().notNull(),
    /** What authenticators know the account by: random, and one for all passkeys of an account. */
    userHandle: text('user_handle').notNull(),
    publicKey: bytes('public_key').notNull(),
    // An unsigned 32-bit number, which does not fit an integer here.
    counter: bigint({ mode: 'number' }).notNull(),
    transports: text().array().notNull(),
    deviceType: text('device_type').notNull().$type<DeviceType>(),
    backedUp: boolean('backed_up').notNull(),
    name: text(),
    aaguid: text(),
    createdAt: moment('created_at').notNull(),
    lastUsedAt: moment('last_used_at'),
  },
  (table) => [index('passkeys_customer_id_idx').on(table.customerId)],
)
