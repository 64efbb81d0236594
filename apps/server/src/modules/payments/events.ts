import type { PaymentMethodId } from '@vitrina/contract'
import { event } from '#platform'

/** Money has come that has to go back: somebody has to see to it. */
export const refundDue = event<{ method: PaymentMethodId; chargeId: string }>('payments.refund_due')
