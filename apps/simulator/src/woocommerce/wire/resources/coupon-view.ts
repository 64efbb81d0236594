import { datePair } from '../../world/dates.ts'
import { padded } from '../../world/money.ts'
import type { CouponRecord } from '../../world/sales-records.ts'
import type { Call } from '../call.ts'
import { links } from '../crud.ts'
import { digitsFor } from './order-view.ts'

export function couponView(call: Call, coupon: CouponRecord): object {
  const money = (value: number) => padded(value, digitsFor(call))
  const { id, code, discount_type, description, usage_count, individual_use, free_shipping, exclude_sale_items } =
    coupon
  return {
    ...{ id, code, amount: money(coupon.amount), status: coupon.status },
    ...datePair(call.shop, 'date_created', coupon.created),
    ...datePair(call.shop, 'date_modified', coupon.modified),
    ...{ discount_type, description },
    ...datePair(call.shop, 'date_expires', coupon.expires),
    ...{ usage_count, individual_use },
    product_ids: coupon.product_ids,
    excluded_product_ids: coupon.excluded_product_ids,
    usage_limit: coupon.usage_limit,
    usage_limit_per_user: coupon.usage_limit_per_user,
    limit_usage_to_x_items: coupon.limit_usage_to_x_items,
    free_shipping,
    product_categories: coupon.product_categories,
    excluded_product_categories: coupon.excluded_product_categories,
    exclude_sale_items,
    minimum_amount: money(coupon.minimum_amount),
    maximum_amount: money(coupon.maximum_amount),
    email_restrictions: coupon.email_restrictions,
    used_by: coupon.used_by,
    meta_data: coupon.meta_data,
    _links: links(call, '/wc/v3/coupons', id),
  }
}
