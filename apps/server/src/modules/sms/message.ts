import { smsWords } from '@vitrina/contract/words/sms'
import type { Asker, SendCode } from './model.ts'

/** What one SMS holds of UCS-2, in which it goes out as soon as one letter is not in GSM-7. */
const SEGMENT = 70
/** What it holds of GSM-7 (3GPP TS 23.038), where a few letters take two places. */
const SEGMENT_GSM7 = 160
const GSM7 = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/u
const GSM7_DOUBLE = /[\^{}\\[~\]|€]/gu

// One of these would turn a Latin text of 160 letters into one of 70, and a phone shows both alike.
const PLAIN: Record<string, string> = { '«': '"', '»': '"', '“': '"', '”': '"', '„': '"', ʻ: "'", ʼ: "'", '‘': "'" }
const PLAIN_ALSO: Record<string, string> = { '’': "'", '`': "'", '—': '-', '–': '-', '…': '...', '\u00a0': ' ' }
const FANCY = /[«»“”„ʻʼ‘’`—–…\u00a0]/gu

/**
 * The text of a code, always within one segment: a second one would cost as much again, and may
 * come without the first. Who asked for it is said as fully as there is room beside the shop's
 * name (X6); a name too long for a segment gives way, by whole words when it can.
 */
export function codeMessage(
  shop: string,
  { locale, code, asker }: Pick<SendCode, 'locale' | 'code' | 'asker'>,
): string {
  const words = smsWords[locale]
  const write = (text: string) =>
    (locale === 'ru' ? text : text.replace(FANCY, (letter) => PLAIN[letter] ?? PLAIN_ALSO[letter] ?? ' ')).trim()
  const name = write(shop.normalize('NFC').replace(/[\s\p{C}]+/gu, ' '))
  const texts = waysToName(asker).map((from) => words.code(code, name, write(from)))
  return texts.find(fits) ?? words.code(code, shorten(name, SEGMENT - words.code(code, '', '').length), '')
}

/** From the fullest to none. */
function waysToName({ browser, system, time }: Asker): string[] {
  const ways = [[browser, system, time], [browser, time], [system, time], [browser], [system], []]
  return ways.map((way) => way.filter((part) => part !== null).join(', '))
}

function fits(text: string): boolean {
  if (!GSM7.test(text)) return text.length <= SEGMENT
  return text.length + (text.match(GSM7_DOUBLE)?.length ?? 0) <= SEGMENT_GSM7
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
