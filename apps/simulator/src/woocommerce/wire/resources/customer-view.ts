import { datePair } from '../../world/dates.ts'
import type { CustomerRecord } from '../../world/sales-records.ts'
import type { Call } from '../call.ts'
import { links } from '../crud.ts'

export function customerView(call: Call, customer: CustomerRecord): object {
  const { id, email, first_name, last_name, role, username, billing, shipping, is_paying_customer } = customer
  const { email: _, ...shippingAddress } = shipping
  return {
    id,
    ...datePair(call.shop, 'date_created', customer.created),
    ...datePair(call.shop, 'date_modified', customer.modified),
    ...{ email, first_name, last_name, role, username, billing, shipping: shippingAddress, is_paying_customer },
    avatar_url: 'https://secure.gravatar.com/avatar/?s=96&d=mm&r=g',
    meta_data: customer.meta_data,
    _links: links(call, '/wc/v3/customers', id),
  }
}
