import type { NoticeWords } from './index.ts'

const then = 'Agar bu siz boʻlmasangiz, «Bu men emas» tugmasini bosing:'

export const uz: NoticeWords = {
  notMine: 'Bu men emas',
  openPage: 'Bu men emas',
  identifiers: { phone: 'telefon', email: 'e-pochta', telegram: 'Telegram' },
  instead: (now, was) => `${was} oʻrniga ${now} (avvalgisi bilan endi kirib boʻlmaydi)`,
  kinds: {
    password_set: {
      title: 'Parol oʻrnatildi',
      text: ({ shop, device }) => `«${shop}» doʻkonidagi hisobingizga parol oʻrnatildi (${device}).`,
      undo: `${then} parol oʻchiriladi, barcha qurilmalar chiqariladi.`,
      done: 'Parol oʻchirildi, barcha qurilmalar hisobdan chiqarildi. Kod bilan kirish avvalgidek ishlaydi.',
    },
    new_device: {
      title: 'Yangi qurilmadan kirildi',
      text: ({ shop, device }) => `«${shop}» doʻkonidagi hisobingizga yangi qurilmadan kirildi: ${device}.`,
      undo: `${then} bu kirish va qolgan hammasi tugatiladi, undan beri qoʻshilgan kirish kalitlari, kirishda ishlatilgan parol yoki kalit va keyin oʻrnatilgan parol oʻchiriladi.`,
      done: 'Barcha qurilmalar hisobdan chiqarildi. Ishlatilgan yoki keyin qoʻshilgan parol yoki kirish kaliti oʻchirildi. Kod bilan kirish mumkin.',
    },
    passkey_added: {
      title: 'Kirish kaliti qoʻshildi',
      text: ({ shop, device }) => `«${shop}» doʻkonidagi hisobingizni endi yana bir kirish kaliti ochadi: ${device}.`,
      undo: `${then} bu kalit oʻchiriladi, barcha qurilmalar chiqariladi, kirishda ishlatilgan parol yoki kalit ham oʻchiriladi.`,
      done: 'Kalit oʻchirildi, barcha qurilmalar hisobdan chiqarildi. Kod bilan kirish mumkin.',
    },
    passkey_removed: {
      title: 'Kirish kaliti oʻchirildi',
      text: ({ shop, device }) =>
        `«${shop}» doʻkonidagi hisobingizdan kirish kaliti oʻchirildi, u endi hisobni ochmaydi: ${device}.`,
      undo: `${then} barcha qurilmalar chiqariladi, kirishda ishlatilgan parol yoki kalit ham oʻchiriladi.`,
      done: 'Barcha qurilmalar hisobdan chiqarildi. Kod bilan kiring va kalitni qaytadan qoʻshing.',
    },
    identifiers_added: {
      title: 'Kirish maʼlumotlari oʻzgardi',
      text: ({ shop, what, device }) => `«${shop}» doʻkonidagi hisobingizga qoʻshildi: ${what} (${device}).`,
      undo: `${then} avvalgisi qaytariladi, barcha qurilmalar chiqariladi.`,
      done: 'Kirish maʼlumotlari qaytarildi, barcha qurilmalar chiqarildi. Parolni boshqa kimdir bilib qolgan boʻlsa, yangisini oʻrnating.',
    },
    identifiers_removed: {
      title: 'Kirish maʼlumotlari oʻchirildi',
      text: ({ shop, what, device }) => `«${shop}» doʻkonidagi hisobingizdan oʻchirildi: ${what} (${device}).`,
      undo: `${then} oʻchirilgani qaytariladi, barcha qurilmalar chiqariladi.`,
      done: 'Kirish maʼlumotlari qaytarildi, barcha qurilmalar chiqarildi. Parolni boshqa kimdir bilib qolgan boʻlsa, yangisini oʻrnating.',
    },
    accounts_joined: {
      title: 'Hisoblar birlashtirildi',
      text: ({ shop, what, left, device }) =>
        `«${shop}» doʻkonidagi ikki hisobingiz bitta boʻldi: ikkalasi bir kishiniki ekani tasdiqlandi (${device}). Endi unda: ${what}. ${left && `Endi kirish uchun yaramaydi: ${left}. `}Ikkalasining kirish kalitlari uni ochadi.`,
      undo: `${then} hisoblar ajratiladi, har biriga oʻz kirish maʼlumotlari, paroli va kirish kalitlari qaytadi, barcha qurilmalar chiqariladi.`,
      done: 'Hisoblar ajratildi, har birida yana oʻz kirish maʼlumotlari, paroli va kirish kalitlari bor. Barcha qurilmalar chiqarildi. Kod bilan qaytadan kiring.',
    },
    token_reused: {
      title: 'Kirish tugatildi',
      text: ({ shop, device }) =>
        `«${shop}» doʻkoniga «${device}» qurilmasidagi kirish tugatildi: kimdir bu kirish maʼlumotlarini nusxalagan koʻrinadi. Qaytadan kiring va qurilmalar roʻyxatini tekshiring.`,
      undo: 'Qurilma sizniki boʻlmasa, «Bu men emas» tugmasini bosing: qolgan barcha kirishlar ham tugatiladi.',
      done: 'Barcha qurilmalar hisobdan chiqarildi. Kod bilan qaytadan kiring.',
    },
    phone_lost: {
      title: 'Raqam endi sizniki emas',
      text: ({ shop, what }) =>
        `${what} raqamini boshqa odam tasdiqladi, endi u «${shop}» doʻkonidagi hisobingizga tegishli emas. Qolgan hammasi oʻzingizda.`,
    },
    email_lost: {
      title: 'E-pochta endi sizniki emas',
      text: ({ shop, what }) =>
        `${what} manzilini boshqa odam tasdiqladi, endi u «${shop}» doʻkonidagi hisobingizga tegishli emas. Qolgan hammasi oʻzingizda.`,
    },
    claim_ignored: {
      title: 'Hisobingiz avvaldan bor edi',
      text: ({ shop }) =>
        `«${shop}» doʻkonida hisobingiz avvaldan bor edi, oʻsha ochildi. Hozir saytda yozilgan ism va parol saqlanmadi: avvalgi parol amal qiladi.`,
    },
    password_unkept: {
      title: 'Parol saqlanmadi',
      text: ({ shop }) =>
        `«${shop}» doʻkonidagi hisobingizda hozircha parol yoʻq. Tasdiqlashdan oldin oʻsha kontakt bilan boshqa parol yozib roʻyxatdan oʻtilgan, ularning qaysi biri sizniki ekanini bila olmaymiz. Kod bilan kiring va hisobda parol oʻrnating.`,
    },
    erased: {
      title: 'Hisob oʻchirildi',
      text: ({ shop }) =>
        `«${shop}» doʻkonidagi hisobingiz va undagi shaxsiy maʼlumotlaringiz soʻrovingizga koʻra oʻchirildi. Biz bilan boʻlganingiz uchun rahmat. Istalgan payt qaytishingiz mumkin: bu yangi hisob boʻladi.`,
    },
  },
}
