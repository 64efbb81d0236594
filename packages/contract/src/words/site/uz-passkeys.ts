import type { PasskeyWords } from './ru-passkeys.ts'

/** The same in Uzbek, in the Latin script. */
export const passkeys: PasskeyWords = {
  signIn: 'Kirish kaliti bilan kirish',
  or: 'yoki',
  notConfirmed: 'Kirish tasdiqlanmadi. Yana urinib koʻring yoki parol bilan kiring.',
  elsewhere: 'Kalit ochish uchun doʻkonga shu manzildan kiring:',

  title: 'Kirish kalitlari',
  lead: 'Parol oʻrniga barmoq izi, yuz yoki ekran qulfi bilan kirish. Bunday kalitni birov koʻrib yoki aldab ololmaydi.',
  none: 'Hozircha kalitlar yoʻq.',
  unsupported: 'Bu brauzer kirish kalitlari bilan ishlay olmaydi. Doʻkonni boshqa brauzerda ochib koʻring.',
  add: 'Kalit qoʻshish',
  added: 'Kalit qoʻshildi',
  notAdded: 'Kalit qoʻshilmadi: siz hech narsani tasdiqlamadingiz.',
  known: 'Bu qurilmada hisobingiz kaliti allaqachon bor.',
  failed: 'Bu qurilma kalit yarata olmadi. Unda ekran qulfi yoqilganini tekshiring.',
  full: 'Bitta hisobga koʻpi bilan oʻnta kalit. Yangisini qoʻshish uchun ortiqchasini oʻchiring.',

  unnamed: 'Kirish kaliti',
  made: (date) => `Qoʻshilgan: ${date}`,
  used: (ago) => `Kirilgan: ${ago}`,
  unused: 'Hali ishlatilmagan',
  synced: 'Zaxira nusxasi bor',
  rename: 'Nomini oʻzgartirish',
  renameLabel: (name) => `Nomini oʻzgartirish: ${name}`,
  name: 'Kalit nomi',
  remove: 'Oʻchirish',
  removeLabel: (name) => `Oʻchirish: ${name}`,
  removeTitle: (name) => `«${name}» kaliti oʻchirilsinmi?`,
  removeText: 'U bilan endi kirib boʻlmaydi. Boshqa kirish usullari qoladi.',
  removed: 'Kalit oʻchirildi',

  offerTitle: 'Keyingi safar parolsiz kiring',
  offerText: 'Barmoq izi, yuz yoki ekran qulfi kifoya.',
  later: 'Hozir emas',
}
