import type { VerificationPurpose } from '../../identity.ts'
import type { Locale } from '../../locale.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'
import { uz } from './uz.ts'

/** What the bot says. Plain text only: names and sites go in as they are, and no markup can come out. */
export interface BotWords {
  greeting: string
  abilities: (shop: string) => string
  openSite: string
  openShop: string
  linkInvalid: string
  linkBurnt: string
  linkOfAnother: string
  origin: (origin: {
    purpose: VerificationPurpose
    site: string
    name: string | null
    when: string
    device: string
    asksNumber: boolean
  }) => string
  unknownDevice: string
  network: (network: string) => string
  mine: string
  notMine: string
  askContact: string
  shareContact: string
  answerFirst: string
  notMineDone: string
  stale: string
  foreignContact: string
  typedNumber: string
  noVerification: string
  mismatch: (shared: string, claimed: string) => string
  anonymousContact: (claimed: string) => string
  unreadableContact: string
  mismatchHint: string
  confirmed: string
  phoneAttached: string
  phoneUnusable: string
  contactReceived: string
  codeComes: string
  codeCame: string
  code: (code: string) => string
  offerCode: string
  askNumber: string
  numberTaken: (phone: string) => string
  numberInvalid: string
  anonymousNumber: string
  botCode: (code: { code: string; phone: string; isShared: boolean; minutes: number }) => string
  openRegisterPage: string
  codeAlreadySent: (seconds: number) => string
  tooManyCodes: string
  returnToSite: string
  failure: string
  chooseLanguage: string
  languageChosen: string
  commands: { start: string; language: string; paysupport: string; terms: string }
}

export const botWords: Record<Locale, BotWords> = { ru, uz, en }

/** «Chrome, Windows, сеть 185.12.*.*», or as much of it as is known. */
export function describeDevice(
  words: BotWords,
  device: { browser: string | null; system: string | null; network: string | null },
): string {
  const parts = [device.browser, device.system, device.network && words.network(device.network)]
  return parts.filter(Boolean).join(', ') || words.unknownDevice
}
