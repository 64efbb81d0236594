import type { VerificationPurpose } from '../../identity.ts'
import type { MailWords } from './index.ts'

const asked: Record<VerificationPurpose, string> = {
  register: 'С этим адресом регистрируются или входят',
  reset_password: 'Для аккаунта с этим адресом задают новый пароль',
  add_identifier: 'Этот адрес добавляют в аккаунт',
  step_up: 'В аккаунте с этим адресом подтверждают важное действие',
}

export const ru: MailWords = {
  code: {
    subject: (shop) => `Код подтверждения — ${shop}`,
    title: 'Ваш код',
    instruction: (shop) => `Введите его на сайте «${shop}» — на той странице, где его запросили.`,
    secrecy: 'Код действует недолго и только один раз. Никому его не сообщайте: мы никогда его не спрашиваем.',
    origin: ({ purpose, when, device }) => `${asked[purpose]}: ${device}, ${when}.`,
    notYou: 'Это не вы? Не вводите код: без него никто ничего не подтвердит. Больше ничего делать не нужно.',
  },
  linkHint: 'Если кнопка не нажимается, откройте эту ссылку в браузере:',
  footer: (shop) => `Это письмо отправлено магазином «${shop}» автоматически. Отвечать на него не нужно.`,
}
