import { round } from './money.ts'
import type { OrderRecord } from './sales-records.ts'

export interface TaxSettings {
  /** Whether prices were entered with their taxes inside. */
  areInside: boolean
  /** Besides the standard one, which is called nothing. */
  classes: string[]
  /** In percent, of a class; everywhere. */
  rates: { class: string; percent: number }[]
  /** Of delivery: a class, or `inherit` that of the goods. */
  shippingClass: string
}

export interface OrderTaxes {
  cart: number
  shipping: number
}

/** What comes on top of an order, unless it says of itself that nothing does. Lines are without taxes, whatever prices are. */
export function taxesOf(taxes: TaxSettings | undefined, digits: number, order: OrderRecord): OrderTaxes {
  const isExempt = order.meta_data.some(({ key, value }) => key === 'is_vat_exempt' && value === 'yes')
  if (!taxes || isExempt) return { cart: 0, shipping: 0 }
  const taxOf = (total: number, name: string) => {
    const percent = taxes.rates.filter((rate) => rate.class === name).reduce((sum, rate) => sum + rate.percent, 0)
    return round((total * percent) / 100, digits)
  }
  const used = order.line_items.map((line) => line.tax_class)
  const inherited = ['', ...taxes.classes].find((name) => used.includes(name))
  const ofShipping = taxes.shippingClass === 'inherit' ? inherited : taxes.shippingClass
  const sum = (amounts: number[]) => amounts.reduce((all, one) => all + one, 0)
  return {
    cart: sum([
      ...order.line_items.map((line) => taxOf(line.total, line.tax_class)),
      ...order.fee_lines.map((fee) => (fee.tax_status === 'taxable' ? taxOf(fee.total, fee.tax_class) : 0)),
    ]),
    shipping: ofShipping === undefined ? 0 : sum(order.shipping_lines.map(({ total }) => taxOf(total, ofShipping))),
  }
}
