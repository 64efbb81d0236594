import type { MailWords } from './index.ts'

export const uz: MailWords = {
  code: {
    subject: (shop) => `Tasdiqlash kodi — ${shop}`,
    title: 'Sizning kodingiz',
    instruction: (shop) => `Uni «${shop}» saytida, kod soʻralgan sahifada kiriting.`,
    secrecy: 'Kod qisqa vaqt va faqat bir marta amal qiladi. Uni hech kimga aytmang: biz uni hech qachon soʻramaymiz.',
    notYou: 'Kod soʻramaganmidingiz? Hech narsa qilish shart emas: kodsiz hech kim hech narsani tasdiqlay olmaydi.',
  },
  linkHint: 'Tugma ishlamasa, bu havolani brauzerda oching:',
  footer: (shop) => `Bu xat «${shop}» doʻkonidan avtomatik yuborildi. Unga javob yozish shart emas.`,
}
