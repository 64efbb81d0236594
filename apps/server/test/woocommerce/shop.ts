import { randomBytes } from 'node:crypto'
import { type SimulatedWooCommerce, startWooCommerce, type WooCommerceOptions } from '@vitrina/simulator'
import { onTestFinished } from 'vitest'
import { WooClient, type WooClientOptions, type WooSettings } from '#woocommerce'

export const WEBHOOK_SECRET = 'ThisIsTheSecretOfTheWebhooks2026'

/** A WooCommerce of its own, that ends with the test. */
export async function openWoo(options: WooCommerceOptions = {}): Promise<SimulatedWooCommerce> {
  const woo = await startWooCommerce({ currency: 'RUB', ...options })
  onTestFinished(() => woo.close())
  return woo
}

export function settingsOf({ url, key, secret }: Pick<SimulatedWooCommerce, 'url' | 'key' | 'secret'>): WooSettings {
  return { url, key, secret, webhookSecret: WEBHOOK_SECRET }
}

/** A client that does not dawdle between tries. */
export function openClient(settings: WooSettings, options: Partial<WooClientOptions> = {}): WooClient {
  const client = new WooClient(settings, { random: randomBytes, pauseMs: 5, deadlineMs: 5_000, ...options })
  onTestFinished(() => client.close())
  return client
}
