import type { Sms } from '#sms'
import type { CodeCarrier } from './jobs.ts'

/** Takes codes to the phone; another code of the same verification begins with a provider that has not been tried. */
export function carryBySms(sms: Pick<Sms, 'send'>): CodeCarrier {
  return async (ctx, { id, verification, code }, signal) => {
    const { phone, locale } = verification.claim
    if (phone === null) throw new Error('a code was to be sent to no phone')
    const { provider, ...delivery } = await sms.send(
      ctx,
      { phone, code, locale, key: id, tried: verification.carriedBy ?? [] },
      signal,
    )
    return { ...delivery, carriedBy: provider }
  }
}
