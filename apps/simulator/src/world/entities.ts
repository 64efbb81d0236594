import type { TelegramMessageEntity } from '@gramio/types'

type PlainType = 'bot_command' | 'mention' | 'hashtag' | 'email' | 'url' | 'phone_number'

// In this order: what an earlier one took, a later one may not take again.
const patterns: readonly [PlainType, RegExp][] = [
  ['email', /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/gu],
  [
    'url',
    /\b(?:https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]|(?:[a-z0-9-]+\.)+(?:com|org|net|me|io|ru|uz)\b(?:\/[^\s<>"']*)?)/giu,
  ],
  ['bot_command', /(?<![\w/])\/[a-z0-9_]{1,32}(?:@\w{4,32})?(?![\w/])/giu],
  ['mention', /(?<![\w@])@[a-z]\w{3,31}\b/giu],
  ['hashtag', /(?<![\w#])#[\p{L}_][\p{L}\p{N}_]*/gu],
  ['phone_number', /(?<![\w+])\+\d[\d ()-]{8,18}\d\b/gu],
]

/** Finds what Telegram marks by itself in any text: commands, links, addresses, numbers. */
export function detectEntities(text: string, taken: readonly TelegramMessageEntity[] = []): TelegramMessageEntity[] {
  const found = [...taken]
  for (const [type, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length }
      if (found.every((other) => apart(other, entity))) found.push(entity)
    }
  }
  return found.sort((left, right) => left.offset - right.offset || right.length - left.length)
}

function apart(left: { offset: number; length: number }, right: { offset: number; length: number }): boolean {
  return left.offset + left.length <= right.offset || right.offset + right.length <= left.offset
}
