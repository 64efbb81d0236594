import type { Locale } from '@vitrina/contract'
import { smsWords } from '@vitrina/contract/words/sms'

/** What one SMS holds of UCS-2, in which it goes out as soon as one letter is not in GSM-7; of GSM-7 it holds more. */
const SEGMENT = 70

// One of these would turn a Latin text of 160 letters into one of 70, and a phone shows both alike.
const PLAIN: Record<string, string> = { '«': '"', '»': '"', '“': '"', '”': '"', '„': '"', ʻ: "'", ʼ: "'", '‘': "'" }
const PLAIN_ALSO: Record<string, string> = { '’': "'", '`': "'", '—': '-', '–': '-', '…': '...', '\u00a0': ' ' }
const FANCY = /[«»“”„ʻʼ‘’`—–…\u00a0]/gu

/**
 * The text of a code, always within one segment: the shop's name gives way, by whole words when
 * it can. A second segment would cost as much again, and may come without the first.
 */
export function codeMessage(locale: Locale, shop: string, code: string): string {
  const words = smsWords[locale]
  const name = shop.normalize('NFC').replace(/[\s\p{C}]+/gu, ' ')
  const written = locale === 'ru' ? name : name.replace(FANCY, (letter) => PLAIN[letter] ?? PLAIN_ALSO[letter] ?? ' ')
  return words.code(code, shorten(written.trim(), SEGMENT - words.code(code, '').length))
}

function shorten(name: string, room: number): string {
  if (name.length <= room) return name
  const cut = name.slice(0, room + 1)
  const space = cut.lastIndexOf(' ')
  // A name of one long word, or of a letter and a long word, is better cut than lost.
  const kept = space >= room / 3 ? cut.slice(0, space) : cut.slice(0, room)
  return (
    kept
      // Never half of a letter that takes two units,
      .replace(/[\ud800-\udbff]$/u, '')
      // nor the «for» and «and» of what was cut off.
      .replace(/(?:\s+\S{1,3})+$/u, '')
      .replace(/[\s,.:;-]+$/u, '')
  )
}
