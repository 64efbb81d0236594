import type { RefusalWords } from './index.ts'

export const uz: RefusalWords = {
  kinds: {
    400: 'Notoʻgʻri soʻrov',
    401: 'Kirish kerak',
    403: 'Mumkin emas',
    404: 'Topilmadi',
    408: 'Juda sekin',
    409: 'Mavjud maʼlumotga mos emas',
    413: 'Maʼlumot juda koʻp',
    415: 'Notoʻgʻri format',
    422: 'Kiritilganni tekshiring',
    429: 'Juda tez-tez',
    500: 'Xatolik',
    503: 'Vaqtincha ishlamayapti',
  },
  fields: {
    required: 'toʻldirish kerak',
    malformed: 'notoʻgʻri qiymat',
    unknown_field: 'bunday maydon yoʻq',
    name_too_short: 'ism: kamida 2 ta belgi',
    name_too_long: 'ism: koʻpi bilan 100 ta belgi',
    name_invalid: 'ismda ruxsat etilmagan belgilar bor',
    phone_invalid: 'bu telefon raqamiga oʻxshamaydi',
    password_too_short: 'parol: kamida 8 ta belgi',
    password_too_long: 'parol: koʻpi bilan 128 ta belgi',
    password_common: 'bu parol juda mashhur, boshqasini oʻylab toping',
    code_malformed: 'kod 6 ta raqamdan iborat',
  },
  refusals: {
    'http.input_invalid': 'Kiritilganni tekshiring.',
    'http.malformed': 'Soʻrovni oʻqib boʻlmadi.',
    'http.route_unknown': 'Bunday manzil yoʻq.',
    'http.too_slow': 'Soʻrov juda uzoq davom etdi. Yana urinib koʻring.',
    'http.too_large': 'Soʻrov juda katta.',
    'http.media_type': 'Soʻrov JSON formatida boʻlishi kerak.',
    'http.origin_rejected': 'Soʻrov boshqa saytdan keldi.',
    'http.database_away': 'Doʻkon vaqtincha ishlamayapti. Bir daqiqadan soʻng urinib koʻring.',
    'http.fault': 'Bizning tomonda nimadir buzildi. Yana urinib koʻring.',
    'platform.store_unavailable': 'Doʻkon vaqtincha ishlamayapti. Bir daqiqadan soʻng urinib koʻring.',
    'platform.busy': 'Hozir kirayotganlar juda koʻp. Bir necha soniyadan soʻng urinib koʻring.',
    'platform.too_many_requests': (seconds) =>
      `Urinishlar juda koʻp. ${wait(seconds)}dan soʻng qaytadan urinib koʻring.`,
    'identity.sign_in_required': 'Davom etish uchun kiring.',
    'identity.login_rejected': 'Raqam yoki parol notoʻgʻri.',
    'identity.session_ended': 'Sessiya tugagan. Qaytadan kiring.',
    'identity.device_unknown': 'Roʻyxatda bunday qurilma yoʻq.',
    'identity.notice_stale': 'Bu xabar endi amal qilmaydi.',
    'registration.phone_taken': 'Bu raqam allaqachon roʻyxatdan oʻtgan.',
    'registration.input_invalid': 'Kiritilganni tekshiring.',
    'registration.verification_unknown': 'Bu roʻyxatdan oʻtish topilmadi yoki tugagan. Qaytadan boshlang.',
    'registration.time_is_up': 'Vaqt tugadi. Yana urinib koʻring',
    'registration.code_rejected': 'Kod mos kelmadi.',
    'registration.return_rejected':
      'Bu havola faqat siz boshlagan brauzerda ishlaydi. Telegramdagi kodni oʻsha yerda kiriting.',
    'registration.resend_too_soon': (seconds) => `Yangi kodni ${wait(seconds)}dan soʻng soʻrash mumkin.`,
    'registration.nothing_to_resend': 'Kod hali yuborilmagan.',
    'registration.bot_secret_rejected': 'Bot siri notoʻgʻri.',
    'registration.phone_mismatch': 'Raqam roʻyxatdan oʻtishda koʻrsatilganiga mos emas.',
    'registration.bot_unknown': 'Telegram hozircha javob bermayapti. Bir daqiqadan soʻng urinib koʻring.',
  },
}

function wait(seconds: number): string {
  return seconds < 90 ? `${seconds} soniya` : `${Math.ceil(seconds / 60)} daqiqa`
}
