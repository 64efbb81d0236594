import { readDate } from '../../world/dates.ts'
import { numberOf } from '../../world/money.ts'
import { announce } from '../../world/news.ts'
import type { CouponRecord } from '../../world/sales-records.ts'
import { nextId, nowSeconds, type Shop, updateMeta } from '../../world/shop.ts'
import type { Route } from '../call.ts'
import { alreadyTrashed, crudRoutes, type Resource } from '../crud.ts'
import { dateFilter, dateRules } from '../dates.ts'
import { WpError } from '../errors.ts'
import { answerList, idsOf } from '../lists.ts'
import { listOf, type Params } from '../php-query.ts'
import { check, isTrue, type Rule } from '../schema.ts'
import { couponView } from './coupon-view.ts'

const text: Rule = { type: 'string' }
const count: Rule = { type: 'integer', nullable: true }

const bodyRules: Record<string, Rule> = {
  code: text,
  amount: text,
  status: text,
  discount_type: { type: 'string', enum: ['percent', 'fixed_cart', 'fixed_product'] },
  description: text,
  individual_use: { type: 'boolean' },
  usage_limit: count,
  usage_limit_per_user: count,
  limit_usage_to_x_items: count,
  free_shipping: { type: 'boolean' },
  exclude_sale_items: { type: 'boolean' },
  minimum_amount: text,
  maximum_amount: text,
}

const coupons: Resource<CouponRecord> = {
  path: '/wc/v3/coupons',
  ofPosts: true,
  unknown: { code: 'woocommerce_rest_shop_coupon_invalid_id', message: 'Invalid ID.', onChange: 400 },
  list: (call) => {
    const isRecent = dateFilter(call)
    const code = call.query.code === undefined ? undefined : String(call.query.code).toLowerCase()
    return answerList(call, {
      items: call.shop.state.coupons.values(),
      rules: dateRules,
      sorts: {
        date: ({ created }) => created,
        modified: ({ modified }) => modified,
        id: ({ id }) => id,
        title: (coupon) => coupon.code,
      },
      sort: 'date',
      order: 'desc',
      keeps: (coupon) =>
        coupon.status === 'publish' && isRecent(coupon) && (code === undefined || coupon.code === code),
      view: (coupon) => couponView(call, coupon),
    })
  },
  find: ({ shop }, id) => shop.state.coupons.get(id),
  create: ({ shop }, body) => createCoupon(shop, body),
  update: ({ shop }, coupon, body) => changeCoupon(shop, coupon, body),
  remove: (call, coupon, force) => {
    if (!force && coupon.status === 'trash') throw alreadyTrashed('shop_coupon')
    const before = couponView(call, coupon)
    if (force) call.shop.state.coupons.delete(coupon.id)
    else trashCoupon(call.shop, coupon)
    return before
  },
  view: couponView,
}

export const couponRoutes: Route[] = crudRoutes(coupons)

// Made anew each time: lists that two things share would grow in both.
const blank = (): Omit<CouponRecord, 'id' | 'code' | 'created' | 'modified'> => ({
  status: 'publish',
  amount: 0,
  discount_type: 'fixed_cart',
  description: '',
  expires: null,
  usage_count: 0,
  individual_use: false,
  product_ids: [],
  excluded_product_ids: [],
  usage_limit: null,
  usage_limit_per_user: null,
  limit_usage_to_x_items: null,
  free_shipping: false,
  product_categories: [],
  excluded_product_categories: [],
  exclude_sale_items: false,
  minimum_amount: 0,
  maximum_amount: 0,
  email_restrictions: [],
  used_by: [],
  meta_data: [],
})

export function createCoupon(shop: Shop, body: Params): CouponRecord {
  if (!body.code) {
    throw new WpError(400, 'rest_missing_callback_param', 'Missing parameter(s): code', { params: ['code'] })
  }
  const fields = readCoupon(shop, body)
  // A new one may be given its expiry in UTC; a change of it may not.
  if (body.date_expires === undefined && body.date_expires_gmt) {
    fields.expires = readDate(shop, String(body.date_expires_gmt), true)
  }
  const at = nowSeconds(shop)
  const id = nextId(shop, 'post')
  const coupon: CouponRecord = { ...blank(), created: at, modified: at, ...fields, code: fields.code ?? '', id }
  shop.state.coupons.set(id, coupon)
  announce(shop, 'coupon', 'created', id)
  return coupon
}

export function changeCoupon(shop: Shop, coupon: CouponRecord, body: Params): CouponRecord {
  Object.assign(coupon, readCoupon(shop, body, coupon), { modified: nowSeconds(shop) })
  announce(shop, 'coupon', 'updated', coupon.id)
  return coupon
}

export function trashCoupon(shop: Shop, coupon: CouponRecord): void {
  coupon.status = 'trash'
  coupon.modified = nowSeconds(shop)
  announce(shop, 'coupon', 'deleted', coupon.id)
}

type Reader = (value: unknown) => Partial<CouponRecord>
const limit = (value: unknown): number | null => (value === null ? null : Number(value))

const readers: Record<string, Reader> = {
  status: (value) => ({ status: String(value) }),
  amount: (value) => ({ amount: numberOf(String(value)) }),
  discount_type: (value) => ({ discount_type: String(value) }),
  description: (value) => ({ description: String(value) }),
  individual_use: (value) => ({ individual_use: isTrue(value) }),
  product_ids: (value) => ({ product_ids: idsOf(value) }),
  excluded_product_ids: (value) => ({ excluded_product_ids: idsOf(value) }),
  usage_limit: (value) => ({ usage_limit: limit(value) }),
  usage_limit_per_user: (value) => ({ usage_limit_per_user: limit(value) }),
  limit_usage_to_x_items: (value) => ({ limit_usage_to_x_items: limit(value) }),
  free_shipping: (value) => ({ free_shipping: isTrue(value) }),
  product_categories: (value) => ({ product_categories: idsOf(value) }),
  excluded_product_categories: (value) => ({ excluded_product_categories: idsOf(value) }),
  exclude_sale_items: (value) => ({ exclude_sale_items: isTrue(value) }),
  minimum_amount: (value) => ({ minimum_amount: numberOf(String(value)) }),
  maximum_amount: (value) => ({ maximum_amount: numberOf(String(value)) }),
  email_restrictions: (value) => ({ email_restrictions: listOf(value).map(String) }),
}

/** Of a change `date_expires_gmt` is not known, and so ignored without a word. */
function readCoupon(shop: Shop, body: Params, known?: CouponRecord): Partial<CouponRecord> {
  check(bodyRules, body)
  const fields: Partial<CouponRecord> = {}
  for (const [name, reader] of Object.entries(readers)) {
    if (body[name] !== undefined) Object.assign(fields, reader(body[name]))
  }
  if (typeof body.code === 'string') {
    fields.code = body.code.trim().toLowerCase()
    const taken = shop.state.coupons.values().find(({ code }) => code === fields.code)
    if (taken && taken !== known) {
      throw new WpError(400, 'woocommerce_rest_coupon_code_already_exists', 'The coupon code already exists')
    }
  }
  if (body.date_expires !== undefined) {
    fields.expires = body.date_expires ? readDate(shop, String(body.date_expires)) : null
  }
  if (body.meta_data !== undefined) fields.meta_data = updateMeta(shop, known?.meta_data ?? [], body.meta_data)
  return fields
}
