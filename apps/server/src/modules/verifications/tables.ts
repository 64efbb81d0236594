import { index, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { customerIdColumn } from '#identity'
import type { VerificationId } from './model.ts'

/**
 * Verifications that ended in an account. The row is written in the transaction that admits the
 * customer and is what makes a code one use: whoever inserts it first has spent the
 * verification, whatever the ephemeral store says afterwards.
 */
export const outcomes = pgTable(
  'verification_outcomes',
  {
    verificationId: text('verification_id').primaryKey().$type<VerificationId>(),
    customerId: customerIdColumn().notNull(),
    completedAt: timestamp('completed_at', { withTimezone: true, precision: 3, mode: 'date' }).notNull(),
  },
  (table) => [index('verification_outcomes_completed_at_idx').on(table.completedAt)],
)
