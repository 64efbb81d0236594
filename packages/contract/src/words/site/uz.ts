import type { SiteWords } from './ru.ts'
import { countries } from './uz-countries.ts'

const months = 'yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr'.split(' ')

/** The site in Uzbek, in the Latin script. */
export const words: SiteWords = {
  skip: 'Asosiy qismga oʻtish',
  language: 'Til',
  languages: { ru: 'Русский', uz: 'Oʻzbekcha', en: 'English' },
  // The word joiner keeps a line from ending in the hyphen.
  date: (day) => `${day.getFullYear()}-\u2060yil ${day.getDate()}-\u2060${months[day.getMonth()]}`,
  ago: (ms) => {
    const minutes = Math.floor(ms / 60_000)
    if (minutes < 2) return 'hozirgina'
    if (minutes < 60) return `${minutes} daqiqa oldin`
    const hours = Math.floor(minutes / 60)
    if (hours < 24) return `${hours} soat oldin`
    const days = Math.floor(hours / 24)
    return days === 1 ? 'kecha' : `${days} kun oldin`
  },
  timeLeft: (total) => {
    const whole = Math.floor(total / 60)
    const rest = total % 60
    if (!whole) return `${rest} soniya qoldi`
    return `${whole} daqiqa${rest ? ` ${rest} soniya` : ''} qoldi`
  },
  countries,

  header: {
    search: 'Doʻkondan qidirish',
    catalog: 'Katalog',
    favorites: 'Sevimlilar',
    cart: 'Savat',
    favoritesOf: (count) => `Sevimlilar, ${count} ta mahsulot`,
    cartOf: (count) => `Savat, ${count} ta mahsulot`,
    main: 'Bosh sahifa',
    ways: 'Doʻkon boʻylab',
    enter: 'Kabinet',
    home: (shop) => `${shop}, bosh sahifa`,
    signIn: 'Kirish',
    account: (name) => `${name}, shaxsiy kabinet`,
  },
  footer: {
    pages: 'Doʻkon haqida',
    demo: 'Bu namoyish: undagi Telegram oʻquv uchun va shu kompyuterning oʻzida ishlaydi.',
  },

  home: {
    title: 'Bosh sahifa',
    lead: 'Vitrinani ochilishga tayyorlayapmiz.',
    text: (ways) =>
      `Hisob savat, sevimlilar va buyurtmalarni barcha qurilmalaringizda saqlaydi. Uni ochish oson${ways && `: ${ways}`}.`,
    ways: { telegram: 'Telegram orqali', email: 'e-pochta orqali', sms: 'SMS orqali' },
    codes: { telegram: 'Telegramda botdan', email: 'xatda', sms: 'SMS orqali' },
    or: 'yoki',
    register: 'Hisob ochish',
    signIn: 'Kirish',
    welcome: (name) => `Assalomu alaykum, ${name}.`,
    signedInText: 'Katalog tez orada shu yerda paydo boʻladi. Kirib turing.',
    toAccount: 'Kabinetni ochish',
    how: 'Hisob qanday ochiladi',
    steps: (codes) => [
      { title: 'Oʻzingizni tanishtiring', text: 'Ismingizni ayting va qayerda tasdiqlashni tanlang.' },
      { title: 'Kodni kiriting', text: `Olti xonali kod ${codes} keladi.` },
      {
        title: 'Istalgan joydan kiring',
        text: 'Kabinetda hisob qaysi qurilmalarda ochiqligi koʻrinadi. Ortiqchasini yopish oson.',
      },
    ],
  },

  field: {
    phone: 'Telefon raqami',
    phoneHint: 'Mamlakat kodi bilan, masalan, +998 yoki +7',
    phoneEight: 'Boshidagi 8 raqami +7 ga almashtirildi',
    name: 'Ism',
    nameHint: 'Sizga qanday murojaat qilaylik',
    password: 'Parol',
    show: 'Parolni koʻrsatish',
    hide: 'Parolni yashirish',
    code: 'Telegramdan kelgan kod',
    identifier: 'Telefon yoki e-pochta',
    errors: {
      phone_required: 'Telefon raqamini kiriting',
      phone_country: 'Mamlakat kodi kerak, masalan, +998 yoki +7',
      phone_incomplete: 'Raqam oxirigacha yozilmagan',
      phone_invalid: 'Bunday raqam yoʻq, raqamlarni tekshiring',
      passkey_name_required: 'Kalitga nom bering',
      name_required: 'Sizga qanday murojaat qilishimizni yozing',
      name_too_short: 'Ismda kamida ikkita harf boʻlishi kerak',
      name_too_long: 'Ism 100 ta belgidan uzun',
      name_invalid: 'Ismda ruxsat etilmagan belgilar bor',
      name_letterless: 'Ismda kamida bitta harf boʻlishi kerak',
      password_required: 'Parolni kiriting',
      password_new_required: 'Parol oʻylab toping',
      password_too_short: 'Parol 8 ta belgidan qisqa',
      password_too_long: 'Parol 128 ta belgidan uzun',
      password_common: 'Bu parolni topish juda oson, boshqasini oʻylab toping',
      email_required: 'E-pochta manzilini kiriting',
      email_incomplete: 'Manzil oxirigacha yozilmagan, u anna@mail.uz ga oʻxshaydi',
      email_letters: 'Manzil faqat lotin harflarida yoziladi',
      email_invalid: 'Bunday manzil boʻlmaydi, tekshirib koʻring',
      identifier_required: 'Telefon yoki e-pochtangizni kiriting',
      code_malformed: 'Kod olti xonali boʻladi',
    },
  },
  strength: {
    hint: 'Kamida 8 ta belgi, uzunrogʻi yaxshi',
    more: (left) => `Yana ${left} ta belgi`,
    weak: 'Topish oson: bir-ikki soʻz qoʻshing',
    fair: 'Boʻladi',
    strong: 'Ishonchli',
  },

  register: {
    demoPhones: 'Bu namoyish. Oʻquv odamlaridan birining raqamini oling:',
    title: 'Roʻyxatdan oʻtish',
    submit: 'Davom etish',
    have: 'Hisobingiz bormi?',
    signIn: 'Kirish',
    asideTitle: 'Keyin nima boʻladi',
    closed:
      'Hozir roʻyxatdan oʻtib boʻlmaydi: Telegram javob bermayapti. Formani toʻldirib turing: aloqa tiklanishi bilan tugma ishlaydi.',
    kept: 'Ism va raqamingiz saqlangan. Parol hech qayerda saqlanmaydi, uni qaytadan kiriting.',
  },

  waiting: {
    title: 'Tasdiqlash',
    heading: 'Raqamingizni Telegramda tasdiqlang',
    lead: (phone) => `${phone} raqamini tasdiqlayapmiz. Bu sahifani yopmang: keyingi qadamni oʻzi koʻrsatadi.`,
    leadPlain: 'Bu sahifani yopmang: keyingi qadamni oʻzi koʻrsatadi.',
    open: 'Raqamni Telegramda tasdiqlash',
    newTab: 'yangi oynada ochiladi',
    noLink: 'Botga havola siz boshlagan oynada qolgan. Oʻsha oynaga qayting yoki qaytadan boshlang.',
    qr: 'Telegram telefoningizdami? Kamerani shu kodga tuting',
    qrLabel: 'Botga havola yozilgan QR-kod',
    steps: ['Botni oching', 'Raqamingizni yuboring', 'Kodni kiriting'],
    stepsLabel: 'Tasdiqlash bosqichlari',
    stepDone: 'bajarildi',
    status: {
      pending: 'Botni ochishingizni kutyapmiz',
      claimed: 'Siz botdasiz. Bu siz ekaningizni tasdiqlab, raqamingizni yuboring',
      contact_received: 'Raqam olindi, bot kod yuboryapti',
      code_sent: 'Bot olti xonali kod yubordi',
      verified: 'Raqam tasdiqlandi, kabinetni ochyapmiz',
      denied: 'Soʻrov rad etildi',
      expired: 'Vaqt tugadi',
    },
    left: 'qoldi',
    haveCode: 'Kod keldi',
    startOver: 'Qaytadan boshlash',
    expiredHeading: 'Vaqt tugadi. Qaytadan urinib koʻring',
    expiredText: 'Raqam oʻz vaqtida tasdiqlanmadi. Ism va telefon saqlangan, faqat parolni qayta kiritasiz.',
    expiredPlain: 'Raqam oʻz vaqtida tasdiqlanmadi. Buni qaytadan qilish mumkin.',
    tryAgain: 'Qayta urinish',
    deniedHeading: 'Soʻrov Telegramda rad etildi',
    deniedText:
      'Botda bu siz emasligingiz aytildi. Hech narsa oʻzgarmadi. Tugma tasodifan bosilgan boʻlsa, qaytadan boshlang.',
    lostHeading: 'Bu tasdiqlashni shu yerda davom ettirib boʻlmaydi',
    lostText: 'U boshqa brauzerda boshlangan. Oʻsha yerda davom eting yoki shu yerda qaytadan boshlang.',
    heldHeading: 'Tasdiqlashni hozir tugatib boʻlmaydi',
    heldText:
      'Urinishlar juda koʻp boʻldi, vaqt tugaguncha yangisi boʻlmaydi. Keyinroq qaytadan boshlang, hisobingiz bor boʻlsa, kiring.',
    heldFor: 'Qaytadan boshlash mumkin:',
    heldOver: 'Urinishlar qolmadi. Qaytadan boshlang, hisobingiz bor boʻlsa, kiring.',
    trouble: 'Aloqa uzilib turibdi. Tekshirishda davom etyapmiz.',
  },

  code: {
    title: 'Kodni kiriting',
    heading: 'Telegramdan kelgan kodni kiriting',
    lead: (phone) => `Bot chatingizga olti xonali kod yubordi. Telefon: ${phone}.`,
    leadPlain: 'Bot chatingizga olti xonali kod yubordi.',
    submit: 'Tasdiqlash',
    wrong: 'Kod toʻgʻri kelmadi. Chatga qarab kiriting',
    attempts: (left) => `Qolgan urinishlar: ${left}`,
    spentTitle: 'Urinishlar tugadi',
    spent: 'Bu kod endi ishlamaydi. Yangisini soʻrang, u oʻsha chatga keladi.',
    spentStatus: 'Vaqt hali bor',
    last: 'Boshqa kod kelmaydi, bu oxirgisi.',
    resend: 'Kodni qayta yuborish',
    resendIn: 'Yangi kodni soʻrash mumkin:',
    resent: 'Yangi kod Telegramga yuborildi',
    openChat: 'Bot bilan chatni ochish',
  },

  botCode: {
    lead: 'Parol kerak emas: botga raqamingizni yuboring, u olti xonali kod yuboradi.',
    open: 'Botni ochish',
    phone: 'Botga yuborilgan raqam',
    codeLeft: (left: number) => `Yana ${left} ta raqam`,
    submit: 'Kod bilan kirish',
    wrong: 'Kod mos kelmadi. Raqam va kodni chat bilan solishtiring yoki botdan yangisini soʻrang',
    used: 'Bu kod allaqachon ishlatilgan boʻlishi mumkin: unga javob yetib kelmagan. Botdan yangisini oling',
  },

  returning: {
    title: 'Telegramdan qaytish',
    busy: 'Kabinetni ochyapmiz',
    elsewhereHeading: 'Boshlagan brauzeringizga qayting',
    elsewhereText:
      'Botdagi havola faqat boshlagan joyingizda ishlaydi. Oʻsha oynani ochib, botdagi olti xonali kodni kiriting.',
    staleHeading: 'Havola endi ishlamaydi',
    staleText: 'U bir martalik va bir necha daqiqa amal qiladi. Roʻyxatdan oʻtgan boʻlsangiz, shunchaki kiring.',
  },

  login: {
    title: 'Kirish',
    heading: 'Xush kelibsiz',
    lead: 'Telefon raqami yoki e-pochta orqali kiring.',
    submit: 'Kirish',
    none: 'Hali hisobingiz yoʻqmi?',
    register: 'Hisob ochish',
    waitFor: 'Qayta urinish mumkin:',
  },

  telegramLogin: {
    title: 'Telegram orqali kirish',
    or: 'yoki',
    button: 'Telegram orqali kirish',
    busy: 'Kabinet ochilmoqda',
    again: 'Telegram orqali qayta kirish',
    otherwise: 'Boshqacha kirish',
    reasons: {
      denied: {
        title: 'Kirish bekor qilindi',
        text: 'Siz doʻkonga Telegram orqali kirishga ruxsat bermadingiz. Hech narsa oʻzgarmadi.',
      },
      over: {
        title: 'Bu kirishni davom ettirib boʻlmaydi',
        text: 'U boshqa brauzerda boshlangan, tugagan yoki oʻn daqiqadan koʻp vaqt olgan.',
      },
      away: {
        title: 'Telegram javob bermayapti',
        text: 'Telegramning kirish sahifasi hozir ishlamayapti. Bir daqiqadan keyin urinib koʻring yoki boshqacha kiring.',
      },
      often: {
        title: 'Urinishlar juda koʻp',
        text: 'Bir necha daqiqa kuting yoki boshqacha kiring.',
      },
      rejected: {
        title: 'Kirib boʻlmadi',
        text: 'Telegram kirishni tasdiqlamadi. Yana urinib koʻring yoki boshqacha kiring.',
      },
    },
  },
  miniApp: {
    close: 'Doʻkonni yopish',
    again: 'Telegram orqali qayta kirish uchun doʻkonni yoping va uni Telegramdan oching.',
  },

  account: {
    title: 'Shaxsiy kabinet',
    greeting: (name) => `Assalomu alaykum, ${name}`,
    since: (date) => `Biz bilan birga: ${date}dan beri`,
    profile: 'Profil',
    name: 'Ism',
    phone: 'Telefon',
    email: 'E-pochta',
    telegram: 'Telegram',
    language: 'Til',
    languageHint: 'Bu yerda tanlangan til saytda, xatlarda va botda amal qiladi',
    verified: 'Tasdiqlangan',
    unverified: 'Tasdiqlanmagan',
    linked: 'Bogʻlangan',
    unlinked: 'Bogʻlanmagan',
    addPhone: 'Raqamni Telegramdan qoʻshish',
    phoneAdded: 'Raqam qoʻshildi va tasdiqlandi',
    phoneLater: 'Raqam botga yuborildi va tez orada shu yerda paydo boʻladi',
    edit: 'Oʻzgartirish',
    editName: 'Ismni oʻzgartirish',
    save: 'Saqlash',
    cancel: 'Bekor qilish',
    saved: 'Saqlandi',
    devices: 'Qurilmalar',
    devicesLead: 'Hisobingiz hozir qayerda ochiq. Notanish qurilmani chiqarib yuborgan maʼqul.',
    thisDevice: 'Shu qurilma',
    unknownDevice: 'Nomaʼlum qurilma',
    on: (browser, system) => `${browser}, ${system}`,
    lastSeen: (ago) => `Oxirgi faollik: ${ago}`,
    signOutDevice: 'Chiqarish',
    signOutDeviceLabel: (device) => `Chiqarish: ${device}`,
    deviceGone: 'Qurilma hisobdan chiqarildi',
    signOutOthers: 'Qolganlarini chiqarish',
    othersTitle: 'Boshqa qurilmalar chiqarilsinmi?',
    othersText: 'Shu brauzerdan boshqa hamma joyda qaytadan kirish kerak boʻladi.',
    othersGone: 'Boshqa qurilmalar hisobdan chiqarildi',
    onlyHere: 'Boshqa qurilmalar yoʻq.',
    signOut: 'Chiqish',
    signedOut: 'Hisobdan chiqdingiz',
    signedInAs: (name) => `Siz ${name} sifatida kirdingiz`,
  },

  missing: {
    title: 'Sahifa topilmadi',
    text: 'Bunday manzil yoʻq. Unda xato boʻlishi mumkin.',
    home: 'Bosh sahifaga',
  },
  fault: {
    title: 'Nimadir buzildi',
    text: 'Xato biz tomonda. Sahifani yangilab koʻring.',
    unreachableTitle: 'Doʻkon javob bermayapti',
    unreachable: 'Doʻkon bilan bogʻlanib boʻlmadi. Aloqani tekshirib, qayta urinib koʻring.',
    request: 'Soʻrov raqami',
    reload: 'Sahifani yangilash',
    again: 'Takrorlash',
  },
  offline: 'Aloqa yoʻq. Yozganlaringiz saqlanib turadi.',
  network: 'Doʻkon bilan bogʻlanib boʻlmadi. Hech narsa yoʻqolmadi, qayta urinib koʻring.',
  loading: 'Yuklanmoqda',
}
