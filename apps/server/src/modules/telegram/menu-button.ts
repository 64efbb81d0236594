import type { Locale } from '@vitrina/contract'
import { botWords } from '@vitrina/contract/words/bot'

export interface MenuButton {
  miniAppUrl: string
  locale: Locale
}

/** What the button beside the message field opens and is called. */
export function menuButton({ miniAppUrl, locale }: MenuButton) {
  return { type: 'web_app', text: botWords[locale].openShop, web_app: { url: miniAppUrl } } as const
}
