import { orderStatuses } from '../../world/orders.ts'
import type { AddressRecord } from '../../world/sales-records.ts'
import type { Params } from '../php-query.ts'
import { check, type Rule } from '../schema.ts'

const text: Rule = { type: 'string' }

const line: Rule = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    quantity: { type: 'integer' },
    variation_id: { type: 'integer' },
    name: text,
    total: text,
    subtotal: text,
    method_id: text,
    method_title: text,
    amount: text,
    code: text,
    meta_data: { type: 'array' },
  },
}

const lines: Rule = { type: 'array', items: line }

// Which are real ISO codes WooCommerce knows by its own table; three capitals are close enough to it.
const currencies = [
  'AED',
  'AMD',
  'AZN',
  'BYN',
  'CNY',
  'EUR',
  'GBP',
  'GEL',
  'INR',
  'KGS',
  'KZT',
  'PLN',
  'RUB',
  'TJS',
  'TMT',
  'TRY',
  'UAH',
  'USD',
  'UZS',
]

const addressRules: Record<string, Rule> = {
  first_name: text,
  last_name: text,
  company: text,
  address_1: text,
  address_2: text,
  city: text,
  state: text,
  postcode: text,
  country: text,
  phone: text,
}

const bodyRules: Record<string, Rule> = {
  parent_id: { type: 'integer' },
  status: { type: 'string', enum: [...orderStatuses, 'auto-draft'] },
  currency: { type: 'string', enum: currencies },
  customer_id: { type: 'integer' },
  customer_note: text,
  billing: {
    type: 'object',
    properties: { ...addressRules, email: { type: 'string', format: 'email', nullable: true } },
  },
  shipping: { type: 'object', properties: addressRules },
  payment_method: text,
  payment_method_title: text,
  transaction_id: text,
  set_paid: { type: 'boolean' },
  meta_data: { type: 'array' },
  line_items: lines,
  shipping_lines: lines,
  fee_lines: lines,
  coupon_lines: lines,
}

/** The little of an order that is checked at all. */
export const checkOrder = (body: Params): void => check(bodyRules, body)

export const emptyAddress = (): AddressRecord => ({
  first_name: '',
  last_name: '',
  company: '',
  address_1: '',
  address_2: '',
  city: '',
  state: '',
  postcode: '',
  country: '',
  email: '',
  phone: '',
})

export function readAddress(known: AddressRecord, changes: unknown): AddressRecord {
  const names = Object.keys(emptyAddress())
  const given = Object.entries((changes ?? {}) as Params).filter(([name]) => names.includes(name))
  return { ...known, ...Object.fromEntries(given.map(([name, value]) => [name, String(value ?? '')])) }
}
