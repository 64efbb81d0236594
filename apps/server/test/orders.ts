import type { Phone } from '@vitrina/contract'
import type { CustomerId } from '#identity'
import { insertOrder, newOrderId, type OrderDraft, type OrderLine, type WholeOrder } from '#orders'
import { transact } from '#platform'
import { signedInAs } from './accounts.ts'
import type { UseCases } from './use-cases.ts'

export const bySystem = { kind: 'system', id: null } as const

export function orderLine(overrides: Partial<OrderLine> = {}): OrderLine {
  const line = {
    sku: 'ROSE-25',
    productId: 7,
    productSlug: 'roses',
    name: { ru: 'Розы', en: 'Roses' },
    attributes: [{ name: { ru: 'Количество' }, value: { ru: '25 шт' } }],
    picture: { pictureId: 'a-rose', alt: { ru: 'Роза' }, width: 800, height: 600 },
    quantity: 2,
    unitPriceMinor: 150_000,
    regularPriceMinor: 180_000,
    discountMinor: 0,
    external: null,
    ...overrides,
  }
  return { ...line, totalMinor: overrides.totalMinor ?? line.unitPriceMinor * line.quantity }
}

/** An order of somebody, placed a moment ago: two bunches of roses, by courier, for cash. */
export async function placedOrder(
  on: UseCases,
  overrides: Partial<OrderDraft> & { customerId?: CustomerId } = {},
): Promise<WholeOrder> {
  return orderOf(on, { ...overrides, customerId: overrides.customerId ?? (await signedInAs(on)).customerId })
}

/** The same of a customer there is. */
export function orderOf(
  on: Pick<UseCases, 'ctx'>,
  overrides: Partial<OrderDraft> & { customerId: CustomerId },
): Promise<WholeOrder> {
  const { customerId } = overrides
  const draft: OrderDraft = {
    id: newOrderId(on.ctx),
    contact: { name: 'Анна', phone: '+79161234567' as Phone },
    deliveryMethodId: 'courier',
    deliveryTitle: { ru: 'Курьер', en: 'Courier' },
    address: { city: 'Москва', street: 'Арбат, 1' },
    comment: 'Позвоните у двери',
    currency: 'RUB',
    goodsMinor: 300_000,
    discountMinor: 0,
    deliveryMinor: 30_000,
    pointsMinor: 0,
    totalMinor: 330_000,
    couponCode: null,
    paymentMethodId: 'cash',
    payBy: null,
    lines: [orderLine()],
    actor: { kind: 'customer', id: String(customerId) },
    ...overrides,
  }
  return transact(on.ctx, (ctx) => insertOrder(ctx, draft))
}
