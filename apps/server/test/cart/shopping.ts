import type { Cart } from '@vitrina/contract'
import { setQuantity } from '../../src/modules/cart/change-cart.ts'
import type { Owner } from '../../src/modules/cart/model.ts'
import { readCart } from '../../src/modules/cart/show-cart.ts'
import type { UseCases } from '../use-cases.ts'

export const counting = { currency: 'RUB', defaultLocale: 'ru' } as const
export const portsOf = (on: UseCases) => ({ ...on.ports, counting })

export const rub = (amountMinor: number) => ({ amountMinor, currency: 'RUB' })

/** Somebody whom we have not seen before. */
export const stranger = (token?: string): Owner => ({ token, address: '203.0.113.1' })

/** Puts so many of it into a cart; out: the owner as their browser knows them from then on. */
export async function put(
  on: UseCases,
  owner: Owner,
  { sku, quantity = 1 }: { sku: string; quantity?: number },
): Promise<Owner> {
  const { guestToken } = await setQuantity(on.ctx, { owner, sku, quantity }, portsOf(on))
  return guestToken === undefined ? owner : stranger(guestToken)
}

export const see = (on: UseCases, owner: Owner): Promise<Cart> => readCart(on.ctx, { owner, locale: 'ru' }, portsOf(on))

export async function quantitiesOf(on: UseCases, owner: Owner): Promise<Record<string, number>> {
  return Object.fromEntries((await see(on, owner)).items.map(({ sku, quantity }) => [sku, quantity]))
}

export const tokenOf = (owner: Owner): string => ('token' in owner && owner.token) || ''
