import type { VerificationMethod } from '@vitrina/contract'
import type { WayWords } from '@vitrina/contract/words/site/ru-ways'
import { words } from '../../language.ts'
import { ways } from '../../parts/way-words.ts'

/** What is said of a code that mail or SMS carries; of one in a Telegram chat, nothing. */
export function carriedWords(method: VerificationMethod): WayWords['carried']['email'] | undefined {
  return method === 'email' || method === 'sms' ? ways.words.value.carried[method] : undefined
}

/** How the page asks for a code, whatever carries it. */
export function codeWords(method: VerificationMethod) {
  const { code, field } = words.value
  const { heading, lead, leadPlain, wrong, spent, resent, label } = carriedWords(method) ?? {
    ...code,
    label: field.code,
  }
  return { heading, lead, leadPlain, wrong, spent, resent, label }
}
