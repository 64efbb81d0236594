import type { WayWords } from './ru-ways.ts'

/** The ways to register and to sign in, in Uzbek. */
export const words: WayWords = {
  others: 'Boshqa usullar',
  register: {
    phone: {
      link: 'Telefon raqami bilan',
      heading: 'Hisob oching',
      lead: 'Raqam Telegramda tasdiqlanadi, SMS kutish shart emas.',
      aside: [
        'Doʻkon boti ochiladi. U soʻrov qayerdan kelganini koʻrsatadi va bu siz ekaningizni soʻraydi.',
        'Bitta tugmani bosasiz, raqamingizni Telegramning oʻzi yuboradi.',
        'Bot olti xonali kod yuboradi. Uni shu yerga kiriting, kabinet ochiladi.',
      ],
    },
    name: {
      link: 'Faqat ism, Telegram orqali',
      heading: 'Ismingiz kifoya',
      lead: 'Raqam yozish shart emas: ruxsat bersangiz, uni Telegramning oʻzi yuboradi.',
      aside: [
        'Doʻkon boti ochiladi va buni siz boshlaganingizni soʻraydi.',
        'Bitta tugma bilan unga raqamingizni yuborasiz.',
        'Bot olti xonali kod yuboradi. Uni shu yerga kiriting, kabinet ochiladi.',
      ],
    },
    email: {
      link: 'Pochta orqali',
      heading: 'Pochta orqali hisob oching',
      lead: 'Kod yozilgan xat yuboramiz. Telegram ham, telefon ham kerak emas.',
      aside: [
        'Pochtangizga olti xonali kod yozilgan xat keladi.',
        'Kodni shu yerga kiriting, kabinet ochiladi.',
        'Keyingi safar ham shunday kod bilan kirasiz, parol qoʻygan boʻlsangiz, parol bilan ham.',
      ],
    },
    sms: {
      link: 'SMS orqali',
      heading: 'SMS orqali hisob oching',
      lead: 'Kodni SMS bilan yuboramiz. Telegram kerak emas.',
      aside: [
        'Raqamingizga olti xonali kod SMS boʻlib keladi.',
        'Kodni shu yerga kiriting, kabinet ochiladi.',
        'Keyingi safar ham shunday kod bilan kirasiz, parol qoʻygan boʻlsangiz, parol bilan ham.',
      ],
    },
    bot: {
      link: 'Botdan kod',
      heading: 'Botdan kod',
      lead: 'Telegramda boʻlsangiz, oʻsha yerdan boshlang: kodni botning oʻzi beradi.',
      aside: [
        'Doʻkon botini oching va unga raqamingizni yuboring.',
        'U olti xonali kod yuboradi.',
        'Raqam va kodni shu yerga kiriting, kabinet ochiladi.',
      ],
    },
  },
  closedElse:
    'Telegram hozir javob bermayapti. Quyidagi boshqa usulni tanlang yoki kuting: aloqa tiklanishi bilan tugma ishlaydi.',
  email: 'Pochta',
  emailHint: 'Kod shu manzilga keladi',
  passwordIfWanted: 'Parol, xohlasangiz',
  passwordHint: 'Parolsiz ham boʻladi, kod bilan kirasiz',
  getCode: 'Kod olish',
  login: {
    others: 'Kod bilan kirish',
    password: 'Parol bilan',
    email: 'Pochtaga kod',
    sms: 'SMS orqali kod',
    bot: 'Botdan kod',
    emailLead: 'Pochtangizga olti xonali kod yuboramiz.',
    smsLead: 'Olti xonali kodni SMS bilan yuboramiz.',
    wrong: 'Raqam, pochta yoki parol notoʻgʻri.',
    forgot: 'Parolni unutdingizmi?',
    newcomer: 'Hisobingiz hali boʻlmasa, ochiladi.',
    ended: 'Bu qurilmada kirish yakunlandi. Qaytadan kiring.',
    toOrder: 'Buyurtma berish uchun kiring. Savat saqlanadi.',
  },
  waiting: {
    openTelegram: 'Telegramni ochish',
    nameHeading: 'Telegramda davom eting',
    nameLead: 'Doʻkon boti sizni oʻsha yerda kutyapti. Bu sahifani yopmang: keyingi qadamni oʻzi koʻrsatadi.',
    steps: ['Botni oching', 'Bu siz ekaningizni ayting', 'Kodni kiriting'],
    claimed: 'Siz botdasiz. Bu siz ekaningizni tasdiqlang',
    expired: 'Kod oʻz vaqtida kiritilmadi. Yozganlaringiz saqlangan.',
    refusedHeading: 'Kod yetib bormadi',
    refused: 'Bot bloklanganga oʻxshaydi. Uni Telegramda blokdan chiqaring va kodni qayta soʻrang.',
    passedOnHeading: 'Havola ikkita Telegramda ochildi',
    passedOnText:
      'Ikkinchisini boshqa birov yoki oʻzingiz boshqa Telegram hisobidan ochgansiz. Xavfsizlik uchun toʻxtatdik, hech narsa oʻzgarmadi. Qaytadan boshlang va havolani faqat bitta Telegramda oching.',
    mismatchHeading: 'Bu boshqa raqam',
    mismatch: (typed) =>
      `Telegramda yuborilgan raqam bu yerda kiritilganiga${typed && ` (${typed})`} mos emas. Shu Telegramning raqami bilan qaytadan boshlang yoki yangi havolani kiritilgan raqamli Telegramdan oching.`,
    qrDemo:
      'Bu namoyish: undagi Telegram shu kompyuterda ishlaydi, telefon uni kod orqali ocholmaydi. Haqiqiy bot bilan ochadi.',
    demoMailbox: 'Oʻquv pochtasini ochish',
    demoSms: 'Oʻquv SMSlarini ochish',
  },
  carried: {
    email: {
      sendingHeading: 'Kodni yuboryapmiz',
      sending: 'Xat yoʻlda',
      heading: 'Xatdagi kodni kiriting',
      lead: (to) => `Olti xonali kod ${to} manziliga yuborildi.`,
      leadPlain: 'Olti xonali kod pochtangizga yuborildi.',
      label: 'Xatdagi kod',
      wrong: 'Kod toʻgʻri kelmadi. Xatga qarab kiriting',
      spent: 'Bu kod endi ishlamaydi. Yangisini soʻrang, u oʻsha manzilga keladi.',
      sent: 'Xat yuborildi. Koʻrinmasa, «Spam» jildiga qarang',
      verified: 'Pochta tasdiqlandi, kabinetni ochyapmiz',
      resent: 'Yangi kod pochtangizga yuborildi',
      refusedHeading: 'Xat yetib bormadi',
      refused: (to) =>
        `Pochta ${to} manziliga xatni qabul qilmadi. Manzilda xato bor yoki quti toʻlgan boʻlishi mumkin.`,
      change: 'Manzilni oʻzgartirish',
    },
    sms: {
      sendingHeading: 'Kodni yuboryapmiz',
      sending: 'SMS yoʻlda',
      heading: 'SMSdagi kodni kiriting',
      lead: (to) => `Olti xonali kod ${to} raqamiga yuborildi.`,
      leadPlain: 'Olti xonali kod raqamingizga yuborildi.',
      label: 'SMSdagi kod',
      wrong: 'Kod toʻgʻri kelmadi. SMSga qarab kiriting',
      spent: 'Bu kod endi ishlamaydi. Yangisini soʻrang, u oʻsha raqamga keladi.',
      sent: 'SMS yuborildi, odatda bir daqiqada keladi',
      verified: 'Raqam tasdiqlandi, kabinetni ochyapmiz',
      resent: 'Yangi kod SMS bilan yuborildi',
      refusedHeading: 'SMS yetib bormadi',
      refused: (to) => `Operator ${to} raqamiga SMSni qabul qilmadi. Raqamni tekshiring yoki boshqa usulni tanlang.`,
      change: 'Raqamni oʻzgartirish',
    },
  },
}
