import type { VerificationPurpose } from '../../identity.ts'
import type { MailWords } from './index.ts'

const asked: Record<VerificationPurpose, string> = {
  register: 'Bu manzil bilan roʻyxatdan oʻtilmoqda yoki kirilmoqda',
  reset_password: 'Bu manzilli hisobga yangi parol oʻrnatilmoqda',
  add_identifier: 'Bu manzil hisobga qoʻshilmoqda',
  step_up: 'Bu manzilli hisobda muhim amal tasdiqlanmoqda',
}

export const uz: MailWords = {
  code: {
    subject: (shop) => `Tasdiqlash kodi — ${shop}`,
    title: 'Sizning kodingiz',
    instruction: (shop) => `Uni «${shop}» saytida, kod soʻralgan sahifada kiriting.`,
    secrecy: 'Kod qisqa vaqt va faqat bir marta amal qiladi. Uni hech kimga aytmang: biz uni hech qachon soʻramaymiz.',
    origin: ({ purpose, when, device }) => `${asked[purpose]}: ${device}, ${when}.`,
    notYou:
      'Bu siz emasmisiz? Kodni kiritmang: usiz hech kim hech narsani tasdiqlay olmaydi. Boshqa hech narsa qilish shart emas.',
  },
  linkHint: 'Tugma ishlamasa, bu havolani brauzerda oching:',
  footer: (shop) => `Bu xat «${shop}» doʻkonidan avtomatik yuborildi. Unga javob yozish shart emas.`,
}
