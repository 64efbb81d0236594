import { z } from 'zod'
import { type Ctx, notify, type Signals } from '#platform'
import { readEach } from '#woocommerce'
import type { ShopSource } from './model.ts'
import { findFact, updateFact } from './store.ts'

const Gateway = z.object({ id: z.string().regex(/^[\w-]{1,100}$/), enabled: z.boolean() })

// Nothing is paid by them at a page: they are promises to pay elsewhere.
const OFFLINE = new Set(['bacs', 'cheque', 'cod'])

const SIGNAL = ['woocommerce', 'gateways'] as const

/** Learns by what one can pay at the site's own page; tells every process when that is other than it was. */
export async function refreshGateways(ctx: Ctx, { client }: ShopSource, signal?: AbortSignal): Promise<void> {
  const { read } = readEach(Gateway, (await client.list('/payment_gateways', { signal })).items)
  const online = read.filter(({ id, enabled }) => enabled && !OFFLINE.has(id)).map(({ id }) => id)
  const known = await findFact(ctx, 'gateways')
  if (known && String(known) === String(online)) return
  await updateFact(ctx, 'gateways', online)
  await notify(ctx, ...SIGNAL)
}

/** Whether one can pay at the site's own page, as it was learnt last: known at once, also while it is away. */
export class KnownGateways {
  readonly #ctx: Ctx
  readonly #leave: () => void
  #online: readonly string[] = []

  constructor(ctx: Ctx, signals: Signals) {
    this.#ctx = ctx
    this.#leave = signals.listen(...SIGNAL, () => void this.read())
  }

  get areThere(): boolean {
    return this.#online.length > 0
  }

  /** Looks again; what cannot be looked up stays as it was. */
  async read(): Promise<void> {
    try {
      this.#online = (await findFact(this.#ctx, 'gateways')) ?? []
    } catch (error) {
      this.#ctx.log.debug({ err: error }, 'what one can pay by at WooCommerce is not known now')
    }
  }

  close(): void {
    this.#leave()
  }
}
