import type { OrderWords } from './index.ts'

export const uz: OrderWords = {
  title: (number) => `${number}-buyurtma`,
  states: {
    placed: ({ total }) => `${total} lik buyurtmangizni oldik va tez orada unga kirishamiz.`,
    awaits_payment: ({ total, until }) =>
      `Buyurtmangizni oldik. Uni ${until} gacha toʻlash kerak: ${total}. Shu vaqtgacha mahsulotlar sizni kutadi.`,
    processing: ({ total }) => `${total} lik buyurtmangizni tayyorlayapmiz.`,
    processing_paid: ({ total }) => `${total} toʻlov qabul qilindi, rahmat. Buyurtmangizni tayyorlayapmiz.`,
    on_hold: () => 'Buyurtma toʻxtatib turilibdi. Davom etganimizda xabar beramiz.',
    completed: ({ shop }) => `Buyurtma bajarildi. «${shop}» doʻkonidan xaridingiz uchun rahmat!`,
    cancelled: () => 'Buyurtma bekor qilindi.',
    not_paid: () =>
      'Buyurtma oʻz vaqtida toʻlanmadi va bekor qilindi. Xuddi shuni bir qadamda qayta buyurtma qilish mumkin.',
    failed: () => 'Buyurtmani bajarib boʻlmadi.',
    refunded: ({ total }) => `Buyurtma puli, ${total}, qaytarildi.`,
  },
  moneyBack: 'U toʻlangan edi, shuning uchun pulni qaytaramiz.',
  openOrder: 'Buyurtmani ochish',
  invoice: {
    title: (number) => `${number}-buyurtma`,
    goods: 'Mahsulotlar',
    discount: 'Chegirma',
    delivery: 'Yetkazib berish',
    points: 'Ballar',
  },
  paymentRefused: {
    unknown: 'Bunday buyurtma yoʻq. Uni doʻkonda ochib, yana urinib koʻring. Pul yechilmadi.',
    paid: 'Bu buyurtma allaqachon toʻlangan. Pul ikkinchi marta yechilmadi.',
    over: 'Bu buyurtmani endi toʻlab boʻlmaydi: vaqti oʻtgan yoki bekor qilingan. Pul yechilmadi. Qayta buyurtma berish mumkin.',
    changed: 'Buyurtma summasi oʻzgardi. Uni doʻkonda ochib, oʻsha yerdan toʻlang. Pul yechilmadi.',
    failed: 'Doʻkon hozir buyurtmani tekshira olmadi. Pul yechilmadi. Bir daqiqadan soʻng urinib koʻring.',
  },
  terms: {
    found: ({ shop, title, url }) => `«${shop}» qanday shartlarda sotadi: ${title}\n${url}`,
    none: ({ shop, url }) =>
      `«${shop}» doʻkonida sotish shartlari uchun alohida sahifa yoʻq. Narx, yetkazib berish va toʻlov usuli buyurtma berishdan oldin koʻrsatiladi: ${url}`,
  },
  paySupport: {
    title: (shop) => `«${shop}» doʻkonida toʻlov boʻyicha yordam`,
    paid: 'Oxirgi toʻlangan buyurtmalaringiz:',
    order: ({ number, url }) => `${number}-buyurtma: ${url}`,
    orders: (url) => `Barcha buyurtmalar va ularning toʻlovi: ${url}`,
    contacts: ({ title, url }) =>
      `Pul yechilgan, lekin buyurtma toʻlanmaganmi yoki pulni qaytarish kerakmi? Doʻkon bilan bogʻlaning, buyurtma raqami va toʻlov vaqtini ayting. ${title}: ${url}`,
    noContacts: (url) =>
      `Pul yechilgan, lekin buyurtma toʻlanmaganmi yoki pulni qaytarish kerakmi? Doʻkon bilan sayt orqali bogʻlaning, buyurtma raqami va toʻlov vaqtini ayting: ${url}`,
    notTelegram:
      'Telegram yordam xizmati botlardagi xaridlar boʻyicha yordam bermaydi: ular uchun doʻkon javob beradi.',
    openOrders: 'Buyurtmalarni ochish',
  },
  refund: {
    title: 'Pulingizni qaytaramiz',
    too_late: ({ number, total }) =>
      `${number}-buyurtma uchun ${total} toʻlov u yopilgandan keyin keldi. Pulni qaytaramiz.`,
    already: ({ number, total }) =>
      `${number}-buyurtma avval toʻlangan edi, shuning uchun ikkinchi toʻlovni, ${total}, qaytaramiz.`,
    wrong_amount: ({ number, total }) =>
      `${total} toʻlov ${number}-buyurtma summasiga toʻgʻri kelmaydi. Pulni qaytaramiz.`,
    unknown_order: ({ total }) => `Hech bir buyurtmaga tegishli boʻlmagan ${total} toʻlov oldik. Pulni qaytaramiz.`,
  },
  staffRefund: ({ number, total, reason, paidBy, chargeId, bankId }) =>
    `Pulni qaytarish kerak: ${total}, ${number}-buyurtma.\nSababi: ${reason}.\nToʻlov usuli: ${paidBy}\nToʻlov: ${chargeId}\nBankdagi toʻlov: ${bankId}`,
  refundReasons: {
    too_late: 'buyurtma tugaganidan keyin toʻlangan, mahsulotlar esa qolmagan',
    already: 'buyurtma avval toʻlangan',
    wrong_amount: 'summa buyurtmaniki emas',
    unknown_order: 'bunday buyurtma yoʻq',
  },
  staffWoo: {
    differs: ({ number, there, details }) =>
      `WooCommerce ${number}-buyurtmani rasmiylashtirilganidan boshqacha yozdi. U yerda raqami ${there}, va biz uni u yerda bekor qildik.\nMos kelmadi: ${details}.\nBuyurtma xaridorga vaʼda qilingan: uni WooCommerce’da qoʻlda yarating yoki xaridor bilan bogʻlaning.`,
    refused: ({ number, details }) =>
      `WooCommerce ${number}-buyurtmani qabul qilmayapti: ${details}.\nBuyurtma xaridorga vaʼda qilingan: uni WooCommerce’da qoʻlda yarating yoki xaridor bilan bogʻlaning.`,
    failing: ({ number, details }) =>
      `${number}-buyurtmani WooCommerce’ga hali ham yuborib boʻlmayapti: ${details}.\nBiz yana urinib koʻramiz, lekin saytga qarab qoʻying.`,
    duplicate: ({ number, there, details }) =>
      `${number}-buyurtma WooCommerce’da ikki marta paydo boʻldi: ${details} va ${there}.\n${there} hali bajarilmagan boʻlsa, u yerda bekor qilindi. Ikkalasini ham tekshiring.`,
    orphan: ({ there }) =>
      `WooCommerce’dagi ${there}-buyurtma shu doʻkonniki deb belgilangan, lekin bu yerda bunday buyurtma yoʻq.\nU qayerdan kelganini tekshiring.`,
    replaced: ({ number, there }) =>
      `WooCommerce’da ${there} raqami ostida endi ${number}-buyurtma yoʻq: sayt eski nusxaga qaytarilganga oʻxshaydi.\n${number}-buyurtma bu yerda oʻzgarmadi, u haqda u yoqqa boshqa hech narsa yubormaymiz. WooCommerce’da bor-yoʻqligini tekshiring.`,
  },
  favorites: {
    title: 'Sevimlilaringizdagi yangiliklar',
    priceDropped: ({ name, price }) => `${name}: endi ${price}`,
    backInStock: ({ name, price }) => `${name} yana sotuvda, ${price}`,
    more: (count) => `va yana ${count} ta`,
    howToStop:
      'Bunday xabarlar kuniga koʻpi bilan bir marta keladi. Ularni hisobingizdagi yangiliklar boʻlimida oʻchirish mumkin.',
    open: 'Sevimlilarni ochish',
  },
  leftCart: {
    title: (shop) => `«${shop}» savatingizda mahsulotlar qoldi`,
    more: (count) => `va yana ${count} ta`,
    total: (total) => `Jami: ${total}`,
    howToStop:
      'Savat haqida eslatib turishni soʻragansiz. Bunday xabarlar haftasiga koʻpi bilan bir marta keladi, ularni hisobingizda oʻchirish mumkin.',
    open: 'Savatni ochish',
    stop: 'Boshqa eslatilmasin',
    stopped: 'Savat haqida boshqa eslatmaymiz. Hisobingizda qayta yoqish mumkin.',
  },
}
