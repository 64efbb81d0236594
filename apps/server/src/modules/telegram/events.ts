import type { Locale } from '@vitrina/contract'
import { event } from '#platform'

/** Somebody chose a language in the bot. */
export const languageChosen = event<{ telegramId: number; locale: Locale }>('telegram.language-chosen')
