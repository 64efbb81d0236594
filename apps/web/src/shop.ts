import { computed, signal } from '@preact/signals'
import type { ShopConfig } from '@vitrina/contract'
import { applyAccent } from './parts/accent.ts'
import { onDevice } from './remember.ts'

const kept = onDevice<ShopConfig>('shop')
const config = signal<ShopConfig | undefined>(undefined)

/** The shop as its owner set it. Nothing is drawn before it is known. */
export const shop = computed<ShopConfig>(() => {
  if (!config.value) throw new Error('The shop is not known yet')
  return config.value
})

function take(found: ShopConfig): void {
  config.value = found
  applyAccent(found.accent)
}

/**
 * Learns the shop's name and look. A returning visitor is shown what was known last time at
 * once, also without a connection, while the answer is on its way.
 */
export async function openShop(ask: () => Promise<ShopConfig>): Promise<void> {
  const before = kept.read()
  const fresh = ask().then((found) => {
    kept.write(found)
    take(found)
  })
  if (!before) return fresh
  take(before)
  fresh.catch(() => {})
}
