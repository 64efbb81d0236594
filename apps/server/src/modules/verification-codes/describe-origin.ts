import type { Locale } from '@vitrina/contract'
import { type BotWords, botWords, describeDevice } from '@vitrina/contract/words/bot'
import { type ShopFacts, withoutLinks } from '#telegram'
import { needsContact, type Verification } from '#verifications'

/** What the bot names of a registration started on a site, for its person to recognise (X6). */
export function describeOrigin(
  verification: Verification,
  { locale, shop }: { locale: Locale; shop: ShopFacts },
): Parameters<BotWords['origin']>[0] {
  const { claim, origin } = verification
  return {
    site: new URL(shop.publicUrl).host,
    // It comes from whoever started this (S21).
    name: claim.name === null ? null : withoutLinks(claim.name),
    when: formatMoment(new Date(origin.at), locale, shop.timeZone),
    device: describeDevice(botWords[locale], origin),
    purpose: verification.purpose,
    asksNumber: needsContact(verification),
  }
}

// As the site writes English: the day before its month, which plain `en` turns round.
const tags = { ru: 'ru', uz: 'uz', en: 'en-GB' } as const satisfies Record<Locale, string>
const hours = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const fully = { day: 'numeric', month: 'long', ...hours, timeZoneName: 'shortOffset' } as const

const formatMoment = formatterOf(fully)
/** «14:05»: where there is room for no more. */
export const formatTime = formatterOf(hours)

/** Formats are dear to make, and there are few. */
function formatterOf(options: Intl.DateTimeFormatOptions) {
  const formats = new Map<string, Intl.DateTimeFormat>()
  return (moment: Date, locale: Locale, timeZone: string): string => {
    const key = `${locale} ${timeZone}`
    const format = formats.get(key) ?? new Intl.DateTimeFormat(tags[locale], { ...options, timeZone })
    formats.set(key, format)
    return format.format(moment)
  }
}
