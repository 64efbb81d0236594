import type { VerificationPurpose } from '../../identity.ts'
import type { BotWords } from './index.ts'

const begun: Record<VerificationPurpose, (site: string) => string> = {
  register: (site) => `${site} saytida kirish yoki roʻyxatdan oʻtish boshlandi.`,
  reset_password: (site) => `${site} saytida hisobingiz uchun yangi parol soʻralmoqda.`,
  add_identifier: (site) => `${site} saytida bu Telegram hisobga bogʻlanmoqda.`,
  step_up: (site) => `${site} saytida bu siz ekaningizni tasdiqlash soʻralmoqda.`,
}

export const uz: BotWords = {
  greeting: 'Salom! Veb-saytdagi havoladan foydalaning.',
  abilities: (shop) =>
    `Men «${shop}» doʻkonining botiman: telefon raqamini tasdiqlayman, sayt uchun kod yuboraman va hisobingizda biror narsa oʻzgarsa, xabar beraman.\n\n/language — tilni almashtirish`,
  openSite: 'Saytni ochish',
  openShop: 'Doʻkon',
  linkInvalid: 'Kod yaroqsiz yoki muddati tugagan. Qaytadan roʻyxatdan oʻting',
  linkBurnt:
    'Bu havolani boshqa odam ham ochgan, shuning uchun roʻyxatdan oʻtish bekor qilindi. Saytda qaytadan boshlang',
  linkOfAnother: 'Bu havola Telegramdagi boshqa nom uchun. Uni oʻsha akkauntdan oching yoki saytda qaytadan boshlang',
  origin: ({ purpose, site, name, when, device, asksNumber }) =>
    `${begun[purpose](site)}\n\n${name === null ? '' : `Ism: ${name}\n`}Qachon: ${when}\nQayerdan: ${device}\n\nBu sizmidingiz? Agar yoʻq boʻlsa, «Bu men emas» tugmasini bosing${asksNumber ? ', raqamni yubormang' : ''} va kodni hech kimga aytmang.`,
  unknownDevice: 'nomaʼlum qurilma',
  network: (network) => `tarmoq ${network}`,
  mine: 'Bu men',
  notMine: 'Bu men emas',
  askContact: 'Raqamni tasdiqlash uchun pastdagi «Raqamni yuborish» tugmasini bosing.',
  shareContact: 'Raqamni yuborish',
  answerFirst: 'Avval javob bering: buni siz boshladingizmi?',
  notMineDone: 'Bekor qilindi. Raqamingiz hech kimga berilmadi. Boshqa hech narsa qilish shart emas.',
  stale: 'Bu xabar endi amal qilmaydi.',
  foreignContact: 'Bu boshqa odamning kontakti. Oʻzingiznikini yuborish uchun «Raqamni yuborish» tugmasini bosing.',
  typedNumber: 'Yozilgan raqam hech narsani tasdiqlamaydi. «Raqamni yuborish» tugmasini bosing.',
  noVerification: 'Avval saytdagi havola orqali oʻting',
  mismatch: (shared, claimed) => `${shared} raqami roʻyxatdan oʻtishda koʻrsatilgan raqamga (${claimed}) mos kelmadi`,
  anonymousContact: (claimed) =>
    `Telegramdagi raqamingiz anonim, tasdiqlash uchun esa oddiy raqam kerak (${claimed}). Saytda boshqa raqam bilan boshlang.`,
  unreadableContact: 'Bu kontaktdagi raqamni oʻqib boʻlmadi. «Raqamni yuborish» tugmasini yana bosing.',
  mismatchHint: 'Oʻsha raqamli kontaktni yuboring yoki saytda shu raqam bilan qaytadan boshlang.',
  confirmed: 'Raqam tasdiqlandi! Saytga qayting',
  phoneAttached: 'Raqam tasdiqlandi va akkauntingizga qoʻshildi.',
  phoneUnusable: 'Bu raqam anonim, shuning uchun uni akkauntga qoʻshib boʻlmaydi.',
  contactReceived: 'Kontakt qabul qilindi! Endi kodni kiritish uchun brauzerga qayting.',
  codeComes: 'Kod hozir keladi. Uni boshlagan joyingizda kiriting.',
  codeCame: 'Kod shu chatda. Uni boshlagan joyingizda kiriting.',
  code: (code) =>
    `Sayt uchun kod: ${code}\n\nUni kod soʻralgan joyda kiriting. Kodni hech kimga aytmang, biz uni hech qachon soʻramaymiz.`,
  offerCode:
    'Havola boʻlmasa, shu yerning oʻzida boshlang: «Raqamni yuborish» tugmasini bosing yoki raqamni xabar qilib yozing, men saytda roʻyxatdan oʻtish yoki kirish uchun kod yuboraman.',
  askNumber:
    'Pastdagi «Raqamni yuborish» tugmasini bosing yoki raqamni xabar qilib yozing, men sayt uchun kod yuboraman.',
  numberTaken: (phone) => `${phone} raqami qabul qilindi. Kod hozir keladi.`,
  numberInvalid:
    'Bu telefon raqamiga oʻxshamaydi. Uni davlat kodi bilan raqamlarda yozing, masalan +998 90 123 45 67, yoki «Raqamni yuborish» tugmasini bosing.',
  anonymousNumber:
    'Telegramdagi raqamingiz anonim, saytda u toʻgʻri kelmaydi. Oddiy raqamni davlat kodi bilan xabar qilib yozing.',
  botCode: ({ code, phone, isShared, minutes }) =>
    `Sayt uchun kod: ${code}\nRaqam: ${phone}\n\nRoʻyxatdan oʻtish sahifasida raqamni ham, kodni ham kiriting. Kod ${minutes} daqiqa amal qiladi va bir marta ishlaydi. Uni hech kimga aytmang, biz uni hech qachon soʻramaymiz.${isShared ? '' : '\n\nRaqamni oʻzingiz yozdingiz, bu uni tasdiqlamaydi. Uni /start dan keyin «Raqamni yuborish» tugmasi bilan tasdiqlash mumkin.'}`,
  openRegisterPage: 'Roʻyxatdan oʻtish sahifasini ochish',
  codeAlreadySent: (seconds) =>
    `Bu raqam uchun kod yuborilgan, u yuqorida. Yangisini ${seconds} soniyadan soʻng soʻrash mumkin.`,
  tooManyCodes: 'Ketma-ket juda koʻp kod soʻraldi. Yangisini keyinroq soʻrang.',
  returnToSite: 'Saytga qaytish',
  failure: 'Xatolik yuz berdi. Yana urinib koʻring.',
  chooseLanguage: 'Tilni tanlang',
  languageChosen: 'Endi men oʻzbekcha gapiraman.',
  commands: {
    start: 'Boshlash',
    language: 'Tilni almashtirish',
    paysupport: 'Toʻlov boʻyicha yordam',
    terms: 'Sotish shartlari',
  },
}
