/** What the telephone numbering library does for a field; it comes later than the page does. */
export interface PhoneTools {
  /** Groups the digits as their country does. */
  group(dialled: string): { text: string; country: string | undefined }
  /** E.164, when such a number can exist. */
  read(dialled: string): string | undefined
  isTooShort(dialled: string): boolean
  isTooLong(dialled: string): boolean
}

export interface Typed {
  text: string
  caret: number
  country: string | undefined
  /** A leading 8, the trunk prefix of Russia and Kazakhstan, was read as +7. */
  eight: boolean
}

const MOST_DIGITS = 15
const digitsIn = (text: string) => text.replace(/[^0-9]/g, '')

/** Reduces any spelling to `+` and digits, or to digits alone while the country is unknown. */
export function dialled(text: string): { number: string; eight: boolean } {
  let digits = digitsIn(text)
  let plus = /^[^0-9]*\+/.test(text)
  if (!plus && digits.startsWith('00')) {
    plus = true
    digits = digits.slice(2)
  }
  // No country code begins with 89, and +87 is satellites only: what follows such an 8 is +7.
  const eight = digits.startsWith('89') || (!plus && (digits.startsWith('87') || /^8[3-6]\d{9}$/.test(digits)))
  if (eight) digits = `7${digits.slice(1)}`
  // «+7 8 912…»: both prefixes at once.
  if (plus && /^78\d{10}$/.test(digits)) digits = `7${digits.slice(2)}`
  if (/^(?:7|998)/.test(digits)) plus = true
  return { number: (plus ? '+' : '') + digits.slice(0, MOST_DIGITS), eight }
}

/**
 * Adds the country that was left out, when the digits leave no doubt: nine as in Uzbekistan,
 * ten as in Russia. Only for a finished number: half of one could be the start of another.
 */
export function withCountry(text: string, tools: PhoneTools): string {
  const { number } = dialled(text)
  if (number.startsWith('+')) return number
  const guess = number.length === 9 ? `+998${number}` : number.length === 10 ? `+7${number}` : ''
  return guess && tools.read(guess) ? guess : number
}

export function formatPhone(text: string, tools: PhoneTools | undefined): Typed {
  const { number, eight } = dialled(text)
  const grouped = tools && number.startsWith('+') ? tools.group(number) : { text: number, country: undefined }
  return { ...grouped, eight, caret: grouped.text.length }
}

interface Keystroke {
  /** The field before the key. */
  before: string
  /** The field and the caret as the browser left them. */
  text: string
  caret: number
  inputType: string
}

/**
 * Formats a number while it is typed and says where the caret belongs. The caret is found by
 * the digits behind it: those in front may change, as when 8 becomes +7.
 */
export function typePhone(key: Keystroke, tools: PhoneTools | undefined): Typed {
  const raw = takeDigitWithSpace(key)
  const pasted = key.inputType === 'insertFromPaste' || key.inputType === 'insertReplacementText'
  const source = pasted && tools ? withCountry(raw.text, tools) : raw.text
  const typed = formatPhone(source, tools)
  const behind = digitsIn(raw.text.slice(raw.caret)).length
  return { ...typed, caret: caretBefore(typed.text, behind) }
}

// Deleting a space between groups would only bring it back: the digit beside it is meant.
function takeDigitWithSpace({ before, text, caret, inputType }: Keystroke): { text: string; caret: number } {
  const nothingGone = text.length < before.length && digitsIn(text) === digitsIn(before) && text.startsWith('+')
  if (!nothingGone) return { text, caret }
  if (inputType === 'deleteContentBackward') {
    const head = text.slice(0, caret).replace(/[0-9][^0-9]*$/, '')
    return { text: head + text.slice(caret), caret: head.length }
  }
  if (inputType === 'deleteContentForward') {
    return { text: text.slice(0, caret) + text.slice(caret).replace(/^[^0-9]*[0-9]/, ''), caret }
  }
  return { text, caret }
}

function caretBefore(text: string, digitsBehind: number): number {
  let position = text.length
  for (let left = digitsBehind; left > 0 && position > 0; position--) {
    if (/[0-9]/.test(text[position - 1] ?? '')) left--
  }
  return position
}

/** Loads the numbering plan of the world, which is larger than the rest of the site. */
export async function loadPhoneTools(): Promise<PhoneTools> {
  const { AsYouType, parsePhoneNumberFromString, validatePhoneNumberLength } = await import('libphonenumber-js/min')
  return {
    group(number) {
      const typing = new AsYouType()
      return { text: typing.input(number), country: typing.getCountry() }
    },
    read(number) {
      const phone = parsePhoneNumberFromString(number)
      return phone?.isValid() ? phone.number : undefined
    },
    isTooShort: (number) => validatePhoneNumberLength(number) === 'TOO_SHORT',
    isTooLong: (number) => validatePhoneNumberLength(number) === 'TOO_LONG',
  }
}
