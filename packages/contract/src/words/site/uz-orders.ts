import type { OrderWords } from './ru-orders.ts'

const months = 'yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr'.split(' ')
const clock = (at: Date) => `${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`

/** The orders of a customer in Uzbek. */
export const words: OrderWords = {
  title: 'Buyurtmalarim',
  heading: 'Buyurtmalarim',
  moment: (at) => `${at.getDate()}-${months[at.getMonth()]}, ${clock(at)}`,
  day: (at) => `${at.getFullYear()}-yil ${at.getDate()}-${months[at.getMonth()]}`,
  emptyHeading: 'Hozircha buyurtma yoʻq',
  emptyText: 'Biror narsa buyurtma qilsangiz, u bilan nima boʻlayotgani shu yerda koʻrinadi.',
  toShop: 'Doʻkonga',
  more: 'Yana koʻrsatish',
  number: (number) => `${number}-buyurtma`,
  others: (count) => `va yana ${count} ta`,

  status: {
    placed: 'Qabul qilindi',
    processing: 'Yigʻilmoqda',
    on_hold: 'Kutmoqda',
    completed: 'Bajarildi',
    cancelled: 'Bekor qilindi',
    refunded: 'Pul qaytarildi',
    failed: 'Toʻlanmadi',
  },
  lead: {
    placed: 'Buyurtmani oldik, tez orada yigʻishni boshlaymiz.',
    processing: 'Buyurtmani yigʻyapmiz, tez orada tayyor boʻladi.',
    on_hold: 'Buyurtma biroz kechiktirildi. Kerak boʻlsa, siz bilan bogʻlanamiz.',
    completed: 'Buyurtma sizda. Bizni tanlaganingiz uchun rahmat.',
    cancelled: 'Buyurtma bekor qilindi, hech narsa toʻlash kerak emas.',
    refunded: 'Buyurtma puli qaytarildi.',
    failed: 'Toʻlov oʻtmadi.',
  },
  leadUnpaid: 'Buyurtma toʻlovni kutmoqda. Pul kelishi bilan yigʻishni boshlaymiz.',
  leadMoneyBack: 'Buyurtma bekor qilindi. Toʻlangan pulni qaytaramiz.',
  lately: 'Rahmat, buyurtma qabul qilindi',
  timeline: 'Buyurtma holati',
  ahead: 'oldinda',
  live: 'Sahifa oʻzi yangilanadi',
  trouble: 'Aloqa uzilyapti. Tekshirishda davom etyapmiz.',
  items: 'Buyurtmada',
  delivery: 'Yetkazish',
  recipient: 'Qabul qiluvchi',
  comment: 'Izoh',
  payment: 'Toʻlov',
  by: {
    cash: 'Olganda, naqd yoki karta bilan',
    telegram: 'Telegramda karta bilan',
    woocommerce: 'Onlayn, toʻlov sahifasida',
  },
  paid: { unpaid: 'Toʻlanmagan', paid: 'Toʻlangan', refunded: 'Pul qaytarildi' },
  pay: 'Toʻlash',
  payBy: (at) => `Mahsulotlar toʻlovni ${at} gacha kutadi.`,
  payOpened: 'Toʻlov sahifasi ochildi. Holat oʻzi oʻzgaradi.',
  payFailed: 'Toʻlov oʻtmadi, pul yechilmadi. Yana bir bor yoki boshqa karta bilan urinib koʻring.',

  cancel: 'Buyurtmani bekor qilish',
  cancelTitle: (number) => `${number}-buyurtma bekor qilinsinmi?`,
  cancelText: 'Mahsulotlar vitrinaga qaytadi. Fikringiz oʻzgarsa, bitta tugma bilan yana buyurtma berasiz.',
  cancelConfirm: 'Bekor qilish',
  keep: 'Qoldirish',
  cancelled: 'Buyurtma bekor qilindi',
  repeat: 'Yana buyurtma berish',
  repeated: 'Savatga soldik',

  missingHeading: 'Bunday buyurtma yoʻq',
  missingText: 'Balki u boshqa akkauntdan berilgan yoki raqamda xato bor.',
  toOrders: 'Buyurtmalarim',
}
