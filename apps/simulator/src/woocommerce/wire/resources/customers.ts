import { announce } from '../../world/news.ts'
import type { CustomerRecord } from '../../world/sales-records.ts'
import { nextId, nowSeconds, type Shop, updateMeta } from '../../world/shop.ts'
import type { Call, Route } from '../call.ts'
import { crudRoutes, type Resource, trashNotSupported } from '../crud.ts'
import { WpError } from '../errors.ts'
import { answerList } from '../lists.ts'
import type { Params } from '../php-query.ts'
import { check, type Rule } from '../schema.ts'
import { customerView } from './customer-view.ts'
import { emptyAddress, readAddress } from './order-fields.ts'

const bodyRules: Record<string, Rule> = {
  email: { type: 'string', format: 'email' },
  first_name: { type: 'string' },
  last_name: { type: 'string' },
  username: { type: 'string' },
  password: { type: 'string' },
  billing: { type: 'object' },
  shipping: { type: 'object' },
  meta_data: { type: 'array' },
}

const customers: Resource<CustomerRecord> = {
  path: '/wc/v3/customers',
  unknown: { code: 'wc_user_invalid_id', message: 'Invalid user ID.' },
  // `modified_after` and `meta_key` are not known here, and so ignored.
  list: (call) =>
    answerList(call, {
      items: call.shop.state.customers.values(),
      rules: { email: { type: 'string', format: 'email' } },
      sorts: {
        id: ({ id }) => id,
        name: ({ first_name, last_name }) => `${first_name} ${last_name}`,
        registered_date: ({ created }) => created,
      },
      sort: 'name',
      order: 'asc',
      keeps: customerFilter(call),
      view: (customer) => customerView(call, customer),
    }),
  find: ({ shop }, id) => shop.state.customers.get(id),
  create: ({ shop }, body) => createCustomer(shop, body),
  update: ({ shop }, customer, body) => {
    Object.assign(customer, readCustomer(shop, body, customer), { modified: nowSeconds(shop) })
    announce(shop, 'customer', 'updated', customer.id)
    return customer
  },
  remove: (call, customer, force) => {
    if (!force) throw trashNotSupported('Customers do not support')
    const before = customerView(call, customer)
    call.shop.state.customers.delete(customer.id)
    // Told of, although it is for good: only products and orders go without a word.
    announce(call.shop, 'customer', 'deleted', customer.id)
    return before
  },
  view: customerView,
}

export const customerRoutes: Route[] = crudRoutes(customers)

function customerFilter({ query }: Call): (customer: CustomerRecord) => boolean {
  const search = String(query.search ?? '').toLowerCase()
  const role = String(query.role ?? 'customer')
  return (customer) =>
    (role === 'all' || customer.role === role) &&
    (query.email === undefined || customer.email === String(query.email).toLowerCase()) &&
    (search === '' ||
      [customer.email, customer.username, customer.first_name, customer.last_name].some((text) =>
        text.toLowerCase().includes(search),
      ))
}

function createCustomer(shop: Shop, body: Params): CustomerRecord {
  if (body.email === undefined) {
    throw new WpError(400, 'rest_missing_callback_param', 'Missing parameter(s): email', { params: ['email'] })
  }
  const fields = readCustomer(shop, body)
  const email = fields.email ?? ''
  const username = String(body.username ?? email.split('@')[0])
  if (shop.state.customers.values().some((known) => known.username === username) && body.username !== undefined) {
    const message = 'An account is already registered with that username. Please choose another.'
    throw new WpError(400, 'registration-error-username-exists', message)
  }
  const customer: CustomerRecord = {
    first_name: '',
    last_name: '',
    role: 'customer',
    billing: emptyAddress(),
    shipping: emptyAddress(),
    is_paying_customer: false,
    meta_data: [],
    created: nowSeconds(shop),
    modified: null,
    ...fields,
    email,
    username,
    id: nextId(shop, 'user'),
  }
  shop.state.customers.set(customer.id, customer)
  announce(shop, 'customer', 'created', customer.id)
  announce(shop, 'customer', 'updated', customer.id)
  return customer
}

function readCustomer(shop: Shop, body: Params, known?: CustomerRecord): Partial<CustomerRecord> {
  check(bodyRules, body)
  const fields: Partial<CustomerRecord> = {}
  for (const name of ['first_name', 'last_name'] as const) if (typeof body[name] === 'string') fields[name] = body[name]
  if (typeof body.email === 'string') {
    fields.email = body.email.toLowerCase()
    refuseTakenEmail(shop, fields.email, known)
  }
  if (body.billing !== undefined) fields.billing = readAddress(known?.billing ?? emptyAddress(), body.billing)
  if (body.shipping !== undefined) fields.shipping = readAddress(known?.shipping ?? emptyAddress(), body.shipping)
  if (body.meta_data !== undefined) fields.meta_data = updateMeta(shop, known?.meta_data ?? [], body.meta_data)
  return fields
}

function refuseTakenEmail(shop: Shop, email: string, known: CustomerRecord | undefined): void {
  const taken = shop.state.customers.values().find((customer) => customer.email === email)
  if (!taken || taken === known) return
  if (known) throw new WpError(400, 'woocommerce_rest_customer_invalid_email', 'Email address is invalid.')
  const message = `An account is already registered with ${email}. Please log in or use a different email address.`
  throw new WpError(400, 'registration-error-email-exists', message)
}
