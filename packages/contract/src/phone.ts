import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** A phone number in E.164 form: `+` and 7 to 15 ASCII digits, e.g. `+998901234567`. */
export type Phone = string & { readonly __brand: 'Phone' }

const WIRE_FORM = /^\+?[0-9]{7,15}$/

/**
 * Reads a number that a person typed, already stripped of spaces and brackets by the form.
 * Out: E.164, or nothing when no network could have assigned it. Full-width digits, letters
 * and extensions are refused rather than guessed at: two spellings of one number must never
 * become two people.
 */
export function readTypedPhone(text: string): Phone | undefined {
  const parsed = parse(text)
  return parsed?.isValid() ? (parsed.number as string as Phone) : undefined
}

/**
 * Reads the number of a contact shared in Telegram, which comes with or without `+`.
 * Checked for length only: Telegram has already proven it, and a range newer than our tables
 * must not lock its owner out. Anonymous +888 numbers belong to Telegram, not to a network,
 * and give nothing.
 */
export function readSharedPhone(text: string): Phone | undefined {
  if (/^\+?888/.test(text)) return undefined
  const parsed = parse(text)
  return parsed?.isPossible() ? (parsed.number as string as Phone) : undefined
}

/**
 * Reads an anonymous number of Telegram's (bought on Fragment, +888…): it names its holder there
 * and belongs to no network, so it is never anybody's phone here.
 */
export function readAnonymousNumber(text: string): string | undefined {
  return /^\+?888[0-9]{4,12}$/.test(text) ? `+${text.replace('+', '')}` : undefined
}

/**
 * Reads a number as system D takes it, typed to the bot or beside the code from it (D1): spaces,
 * brackets and dashes are passed over, nine digits alone are a number of Uzbekistan, fewer are none.
 * Judged by length only, like a shared one: both halves of the dialogue must come to one spelling.
 */
export function readDialledPhone(text: string): Phone | undefined {
  const dialled = text.replace(/[\s().\u2010-\u2015-]/g, '')
  if (!/^\+?[0-9]{9,15}$/.test(dialled)) return undefined
  if (/^[0-9]{9}$/.test(dialled)) return readSharedPhone(`+998${dialled}`)
  // No country's code begins with 89: this is how Russia dials itself.
  return readSharedPhone(/^89[0-9]{9}$/.test(dialled) ? `+7${dialled.slice(1)}` : dialled)
}

function parse(text: string) {
  if (!WIRE_FORM.test(text)) return undefined
  return parsePhoneNumberFromString(text.startsWith('+') ? text : `+${text}`)
}

/** The country whose network has the number, as two letters; nothing when none can be told. */
export function countryOf(phone: Phone): string | undefined {
  return parsePhoneNumberFromString(phone)?.country
}

/** Shows whose number it is without showing the number: `+7…67`. */
export function maskPhone(phone: Phone): string {
  const country = parsePhoneNumberFromString(phone)?.countryCallingCode ?? ''
  return `+${country}…${phone.slice(-2)}`
}
