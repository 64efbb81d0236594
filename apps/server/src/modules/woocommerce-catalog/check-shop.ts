import { z } from 'zod'
import type { Ctx } from '#platform'
import { wooFaultOf } from '#woocommerce'
import { addsTaxes } from './check-taxes.ts'
import type { WooSource } from './model.ts'
import { deleteProgress, findProgress, updateProgress } from './store.ts'

/** The WooCommerce is one that we cannot sell from; the message says what to do. */
export class UnfitShop extends Error {
  override readonly name = 'UnfitShop'
}

const Currency = z.object({ value: z.string() })

/**
 * Makes sure that its prices are what one pays, in our currency: others would be sold for a hundredth. Throws
 * `UnfitShop` when they are not, and from then on nothing that changes there is taken over until they are again.
 */
export async function checkShop(ctx: Ctx, source: WooSource, signal?: AbortSignal): Promise<void> {
  const { currency } = source.reading
  try {
    await judgeShop(source, signal)
  } catch (error) {
    // It may have been fit before: whoever follows it goes by this row.
    if (error instanceof UnfitShop) await deleteProgress(ctx, 'shop')
    throw error
  }
  if ((await findProgress(ctx, 'shop'))?.currency !== currency) await updateProgress(ctx, 'shop', { currency })
}

async function judgeShop({ client, reading }: WooSource, signal?: AbortSignal): Promise<void> {
  const path = '/settings/general/woocommerce_currency'
  const answer = await client.read(path, { signal }).catch((error) => {
    const { kind, status = 0, code } = wooFaultOf(error) ?? {}
    const sentence = kind === 'refused' ? refusedSentence(status, code) : undefined
    throw sentence ? new UnfitShop(sentence) : error
  })
  const { data } = Currency.safeParse(answer)
  if (data && data.value !== reading.currency) {
    throw new UnfitShop(
      `WooCommerce sells in ${data.value.slice(0, 3)}, and CURRENCY is ${reading.currency}: nothing is taken over until they agree`,
    )
  }
  if (await addsTaxes(client, signal)) {
    throw new UnfitShop(
      'WooCommerce adds taxes to its prices: nothing is taken over until they are entered with taxes inside (Settings, Tax), for customers pay the price that they see',
    )
  }
}

function refusedSentence(status: number, code: string | undefined): string | undefined {
  if (status < 400) {
    return `WOOCOMMERCE_URL leads elsewhere (${status}): set it to the address that the site itself has, for redirects are not followed`
  }
  if (status === 401 || status === 403) {
    return `WooCommerce refuses the key (${code ?? status}): WOOCOMMERCE_KEY and WOOCOMMERCE_SECRET must be of a shop manager, and the server must pass the header Authorization on`
  }
  if (status === 404) {
    return 'There is no WooCommerce at WOOCOMMERCE_URL: is the address right, WooCommerce active, and are permalinks not plain?'
  }
  return undefined
}
