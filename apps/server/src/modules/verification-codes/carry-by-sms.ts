import { timeText } from '#platform'
import type { Sms } from '#sms'
import type { ShopFacts } from '#telegram'
import type { CodeCarrier } from './jobs.ts'

/** Takes codes to the phone; another code of the same verification begins with a provider that has not been tried. */
export function carryBySms({ timeZone }: Pick<ShopFacts, 'timeZone'>, sms: Pick<Sms, 'send'>): CodeCarrier {
  return async (ctx, { id, verification, code }, signal) => {
    const { claim, origin, carriedBy: tried = [] } = verification
    const { phone, locale } = claim
    if (phone === null) throw new Error('a code was to be sent to no phone')
    const { browser, system } = origin
    const asker = { browser, system, time: timeText(new Date(origin.at), locale, timeZone) }
    const { provider, ...delivery } = await sms.send(ctx, { phone, code, locale, key: id, tried, asker }, signal)
    return { ...delivery, carriedBy: provider }
  }
}
