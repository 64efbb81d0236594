import { onTestFinished } from 'vitest'
import type { Ctx } from '#platform'
import { Shortcomings } from '#woocommerce'
import { openShopSource, type ShopSource } from '#woocommerce-shop'
import type { CouponProgress } from '../../src/modules/woocommerce-shop/follow-coupons.ts'
import { silentLog } from '../ctx.ts'
import { openSelling } from '../selling.ts'
import { openClient, openWoo, settingsOf } from './shop.ts'

/** A WooCommerce in Russia without any way of delivery, and a checkout of ours that goes by what is read of it. */
export async function openSide(options: Parameters<typeof openWoo>[0] = {}) {
  const woo = await openWoo({ country: 'RU', ...options })
  for (const zone of woo.world.zones()) zone.methods = []
  const on = await openSelling()
  onTestFinished(() => on.close())
  const told: string[] = []
  const ctx: Ctx = {
    ...on.ctx,
    log: { ...silentLog(), warn: (...args: unknown[]) => void told.push(String(args.at(-1))) },
  }
  const open = (): ShopSource =>
    openShopSource({ client: openClient(settingsOf(woo)), locale: 'ru', currency: 'RUB', pepper: on.ports.pepper })
  const progress: CouponProgress = { wholeAt: undefined, newest: undefined, settled: 0, difference: 0 }
  return {
    ...{ on, ctx, woo, told, open, progress, source: open(), shortcomings: new Shortcomings(ctx.log) },
    selling: { ...on, selling: { ...on.selling, deliverySource: 'woocommerce' as const } },
  }
}
