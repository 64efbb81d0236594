import { type Language, language } from '../words.ts'

const en = {
  label: 'Mail',
  title: 'Simulated mail',
  about: 'Letters that the shop sends to any address arrive here, and only here.',
  emptyTitle: 'No letters yet',
  empty: 'Give the shop any e-mail address. Whatever it writes to it appears here by itself.',
  addressee: 'To whom',
  everybody: 'Every address',
  letters: 'Letters',
  from: 'From',
  to: 'To',
  backToList: 'Back to the letters',
  asLetter: 'Letter',
  asText: 'Plain text',
  shownAs: 'Show as',
  code: 'Code in this letter',
  copy: 'Copy',
  noSubject: '(no subject)',
}

type MailWords = typeof en

const ru: MailWords = {
  label: 'Почта',
  title: 'Имитация почты',
  about: 'Письма магазина на любой адрес приходят сюда и больше никуда.',
  emptyTitle: 'Писем пока нет',
  empty: 'Укажите в магазине любой адрес почты. Всё, что он на него напишет, появится здесь само.',
  addressee: 'Кому',
  everybody: 'Все адреса',
  letters: 'Письма',
  from: 'От',
  to: 'Кому',
  backToList: 'К списку писем',
  asLetter: 'Письмо',
  asText: 'Только текст',
  shownAs: 'Показать как',
  code: 'Код в этом письме',
  copy: 'Скопировать',
  noSubject: '(без темы)',
}

const uz: MailWords = {
  label: 'Pochta',
  title: 'Pochta taqlidi',
  about: 'Doʻkonning istalgan manzilga yuborgan xatlari shu yerga va faqat shu yerga keladi.',
  emptyTitle: 'Hali xat yoʻq',
  empty: 'Doʻkonda istalgan pochta manzilini koʻrsating. Unga yozilgan har bir xat shu yerda oʻzi paydo boʻladi.',
  addressee: 'Kimga',
  everybody: 'Barcha manzillar',
  letters: 'Xatlar',
  from: 'Kimdan',
  to: 'Kimga',
  backToList: 'Xatlar roʻyxatiga',
  asLetter: 'Xat',
  asText: 'Faqat matn',
  shownAs: 'Koʻrinishi',
  code: 'Bu xatdagi kod',
  copy: 'Nusxa olish',
  noSubject: '(mavzusiz)',
}

const all: Record<Language, MailWords> = { ru, uz, en }

export function mailWords(): MailWords {
  return all[language.value]
}
