import { type Language, language } from '../words.ts'

const en = {
  title: 'Simulated SMS',
  about: 'SMS that the shop sends to any number arrive here, and only here.',
  aboutMore:
    'Twilio, Vonage, Bird and Telegram’s Gateway are played on this machine. Nothing is sent, and nothing is charged.',
  number: 'Phone number',
  emptyTitle: 'No messages yet',
  empty: 'Ask the shop for a code by SMS. It appears here by itself.',
  messages: 'Messages',
  by: (provider: string) => `through ${provider}`,
  gateway: 'Verification Codes',
  code: 'Code in this message',
  copy: 'Copy',
}

type SmsWords = typeof en

const ru: SmsWords = {
  title: 'Имитация SMS',
  about: 'SMS магазина на любой номер приходят сюда и больше никуда.',
  aboutMore:
    'Twilio, Vonage, Bird и Telegram Gateway имитируются на этом компьютере. Ничего не отправляется и не оплачивается.',
  number: 'Номер телефона',
  emptyTitle: 'Сообщений пока нет',
  empty: 'Попросите у магазина код по SMS. Он появится здесь сам.',
  messages: 'Сообщения',
  by: (provider) => `через ${provider}`,
  gateway: 'Коды подтверждения',
  code: 'Код в этом сообщении',
  copy: 'Скопировать',
}

const uz: SmsWords = {
  title: 'SMS taqlidi',
  about: 'Doʻkonning istalgan raqamga yuborgan SMSlari shu yerga va faqat shu yerga keladi.',
  aboutMore:
    'Twilio, Vonage, Bird va Telegram Gateway shu kompyuterda taqlid qilinadi. Hech narsa yuborilmaydi va pul sarflanmaydi.',
  number: 'Telefon raqami',
  emptyTitle: 'Hali xabar yoʻq',
  empty: 'Doʻkondan SMS orqali kod soʻrang. U shu yerda oʻzi paydo boʻladi.',
  messages: 'Xabarlar',
  by: (provider) => `${provider} orqali`,
  gateway: 'Tasdiqlash kodlari',
  code: 'Bu xabardagi kod',
  copy: 'Nusxa olish',
}

const all: Record<Language, SmsWords> = { ru, uz, en }

export function smsWords(): SmsWords {
  return all[language.value]
}
