import { words } from '../../language.ts'
import { shop } from '../../shop.ts'

/** «Through Telegram, by mail or by SMS»: what this shop has, and nothing else. */
export function waysText(names: Record<'telegram' | 'email' | 'sms', string>): string {
  const { methods } = shop.value
  const had = {
    telegram: methods.some((method) => method.startsWith('telegram_')),
    email: methods.includes('email'),
    sms: methods.includes('sms'),
  }
  const named = (['telegram', 'email', 'sms'] as const).filter((key) => had[key]).map((key) => names[key])
  const last = named.pop() ?? ''
  return named.length ? `${named.join(', ')} ${words.value.home.or} ${last}` : last
}
