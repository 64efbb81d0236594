import type { Locale } from '@vitrina/contract'
import { type BotWords, botWords, describeDevice } from '@vitrina/contract/words/bot'
import { momentText } from '#platform'
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
    when: momentText(new Date(origin.at), locale, shop.timeZone),
    device: describeDevice(botWords[locale], origin),
    purpose: verification.purpose,
    asksNumber: needsContact(verification),
  }
}
