import { type Language, language } from './words.ts'

// As the shop's pages write them: not every browser knows the months of every language.
const months: Record<Language, string[]> = {
  ru: 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' '),
  uz: 'yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
}

export const isToday = (at: Date): boolean => at.toDateString() === new Date().toDateString()
export const timeText = (at: Date): string =>
  [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':')

export function dayText(at: Date): string {
  const month = months[language.value][at.getMonth()]
  return language.value === 'uz' ? `${at.getDate()}-${month}` : `${at.getDate()} ${month}`
}

/** The time of what came today, else its day. */
export const briefly = (at: Date): string => (isToday(at) ? timeText(at) : dayText(at))
