import type { PaymentMethodId } from '@vitrina/contract'
import { inTab } from '../../remember.ts'

/** What was typed and chosen, for a reload or a look into the cart. */
export interface Draft {
  customerId: number
  name: string
  phone: string
  email: string
  city: string
  region: string
  street: string
  postcode: string
  comment: string
  methodId: string | undefined
  paymentId: PaymentMethodId | undefined
}

const kept = inTab<Draft>('checkout')

export const draft = {
  read(customerId: number): Draft | undefined {
    const found = kept.read()
    return found?.customerId === customerId ? found : undefined
  },
  write: kept.write,
  forget: kept.forget,
}
