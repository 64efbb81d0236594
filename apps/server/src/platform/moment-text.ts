import type { Locale } from '@vitrina/contract'

// As the site writes English: the day before its month, which plain `en` turns round.
const tags = { ru: 'ru', uz: 'uz', en: 'en-GB' } as const satisfies Record<Locale, string>
const hours = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

/** «20 ноября в 14:05 GMT+3»: in a message that may be read in another zone than the shop's. */
export const momentText = writerOf({ day: 'numeric', month: 'long', ...hours, timeZoneName: 'shortOffset' })
/** «14:05»: where there is room for no more. */
export const timeText = writerOf(hours)

/** Formats are dear to make, and there are few. */
function writerOf(options: Intl.DateTimeFormatOptions) {
  const formats = new Map<string, Intl.DateTimeFormat>()
  return (moment: Date, locale: Locale, timeZone: string): string => {
    const key = `${locale} ${timeZone}`
    const format = formats.get(key) ?? new Intl.DateTimeFormat(tags[locale], { ...options, timeZone })
    formats.set(key, format)
    return format.format(moment)
  }
}
