import type { VerificationStatus } from '../../identity.ts'
import type { Locale } from '../../locale.ts'
import { countries } from './ru-countries.ts'

const rules = new Intl.PluralRules('ru')
const plural = (count: number, one: string, few: string, many: string) => {
  const form = rules.select(count)
  return `${count} ${form === 'one' ? one : form === 'few' ? few : many}`
}
const seconds = (count: number) => plural(count, 'секунда', 'секунды', 'секунд')
const minutes = (count: number) => plural(count, 'минута', 'минуты', 'минут')

const months = 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' ')

/** The site in Russian: the source of `SiteWords`, which the other languages satisfy. */
export const words = {
  skip: 'Перейти к содержанию',
  language: 'Язык',
  languages: { ru: 'Русский', uz: 'Oʻzbekcha', en: 'English' } satisfies Record<Locale, string>,
  date: (day: Date) => `${day.getDate()} ${months[day.getMonth()]} ${day.getFullYear()}`,
  ago: (ms: number) => {
    const minutesAgo = Math.floor(ms / 60_000)
    if (minutesAgo < 2) return 'только что'
    if (minutesAgo < 60) return `${plural(minutesAgo, 'минуту', 'минуты', 'минут')} назад`
    const hours = Math.floor(minutesAgo / 60)
    if (hours < 24) return `${plural(hours, 'час', 'часа', 'часов')} назад`
    const days = Math.floor(hours / 24)
    return days === 1 ? 'вчера' : `${plural(days, 'день', 'дня', 'дней')} назад`
  },
  timeLeft: (total: number) => {
    const whole = Math.floor(total / 60)
    const rest = total % 60
    if (!whole) return `Осталось: ${seconds(rest)}`
    return `Осталось: ${minutes(whole)}${rest ? ` ${seconds(rest)}` : ''}`
  },
  countries,

  header: {
    search: 'Искать в магазине',
    catalog: 'Каталог',
    favorites: 'Избранное',
    cart: 'Корзина',
    favoritesOf: (count: number) => `Избранное, ${plural(count, 'товар', 'товара', 'товаров')}`,
    cartOf: (count: number) => `Корзина, ${plural(count, 'товар', 'товара', 'товаров')}`,
    main: 'Главная',
    ways: 'По магазину',
    enter: 'Кабинет',
    home: (shop: string) => `${shop}, на главную`,
    signIn: 'Войти',
    account: (name: string) => `${name}, личный кабинет`,
  },
  footer: {
    pages: 'О магазине',
    demo: 'Это демонстрация: Telegram здесь учебный и живёт на этой же машине.',
  },

  home: {
    title: 'Главная',
    lead: 'Мы готовим витрину к открытию.',
    text: (ways: string) =>
      `Аккаунт бережёт корзину, избранное и заказы на всех ваших устройствах. Завести его можно${ways && ` ${ways}`}.`,
    ways: { telegram: 'через Telegram', email: 'по почте', sms: 'по SMS' },
    codes: { telegram: 'от бота в Telegram', email: 'в письме', sms: 'в SMS' },
    or: 'или',
    register: 'Создать аккаунт',
    signIn: 'Войти',
    welcome: (name: string) => `Здравствуйте, ${name}.`,
    signedInText: 'Каталог появится здесь скоро. Заглядывайте.',
    toAccount: 'Открыть кабинет',
    how: 'Как завести аккаунт',
    steps: (codes: string) => [
      { title: 'Представьтесь', text: 'Назовите имя и выберите, где подтвердить, что это вы.' },
      { title: 'Введите код', text: `Шесть цифр придут ${codes}.` },
      {
        title: 'Заходите откуда угодно',
        text: 'В кабинете видно, на каких устройствах открыт аккаунт. Лишнее легко закрыть.',
      },
    ],
  },

  field: {
    phone: 'Номер телефона',
    phoneHint: 'С кодом страны, например +7 или +998',
    phoneEight: 'Восьмёрку в начале заменили на +7',
    name: 'Имя',
    nameHint: 'Как к вам обращаться',
    password: 'Пароль',
    show: 'Показать пароль',
    hide: 'Скрыть пароль',
    code: 'Код из Telegram',
    identifier: 'Телефон или почта',
    errors: {
      phone_required: 'Введите номер телефона',
      phone_country: 'Нужен код страны, например +7 или +998',
      phone_incomplete: 'Номер введён не до конца',
      phone_invalid: 'Такого номера нет, проверьте цифры',
      passkey_name_required: 'Назовите ключ',
      name_required: 'Напишите, как к вам обращаться',
      name_too_short: 'В имени должно быть хотя бы две буквы',
      name_too_long: 'Имя длиннее 100 знаков',
      name_invalid: 'В имени есть недопустимые знаки',
      name_letterless: 'В имени нужна хотя бы одна буква',
      password_required: 'Введите пароль',
      password_new_required: 'Придумайте пароль',
      password_too_short: 'Пароль короче 8 знаков',
      password_too_long: 'Пароль длиннее 128 знаков',
      password_common: 'Этот пароль слишком легко угадать, придумайте другой',
      email_required: 'Введите адрес почты',
      email_incomplete: 'Адрес введён не до конца, он похож на anna@mail.ru',
      email_letters: 'В адресе бывают только латинские буквы',
      email_invalid: 'Такого адреса не бывает, проверьте его',
      identifier_required: 'Введите телефон или почту',
      code_malformed: 'В коде шесть цифр',
    },
  },
  strength: {
    hint: 'От 8 знаков. Длинный надёжнее сложного',
    more: (count: number) => `Ещё ${plural(count, 'знак', 'знака', 'знаков')}`,
    weak: 'Легко угадать: добавьте пару слов',
    fair: 'Подойдёт',
    strong: 'Надёжный',
  },

  register: {
    demoPhones: 'Это демонстрация. Возьмите номер учебного человека:',
    title: 'Регистрация',
    submit: 'Продолжить',
    have: 'Уже есть аккаунт?',
    signIn: 'Войти',
    asideTitle: 'Что будет дальше',
    closed:
      'Сейчас зарегистрироваться не получится: Telegram не отвечает. Форму можно заполнить: как только связь вернётся, кнопка заработает.',
    kept: 'Имя и номер мы сохранили. Пароль нигде не хранится, введите его ещё раз.',
  },

  waiting: {
    title: 'Подтверждение',
    heading: 'Подтвердите номер в Telegram',
    lead: (phone: string) => `Подтверждаем ${phone}. Эту страницу не закрывайте: она сама покажет следующий шаг.`,
    leadPlain: 'Эту страницу не закрывайте: она сама покажет следующий шаг.',
    open: 'Подтвердить номер в Telegram',
    newTab: 'откроется в новой вкладке',
    noLink: 'Ссылка на бота осталась в той вкладке, где вы начали. Вернитесь в неё или начните заново.',
    qr: 'Telegram на телефоне? Наведите на код камеру',
    qrLabel: 'QR-код со ссылкой на бота',
    steps: ['Откройте бота', 'Отправьте свой номер', 'Введите код'],
    stepsLabel: 'Ход подтверждения',
    stepDone: 'готово',
    status: {
      pending: 'Ждём, когда вы откроете бота',
      claimed: 'Вы в боте. Подтвердите, что это вы, и отправьте номер',
      contact_received: 'Номер получен, бот присылает код',
      code_sent: 'Бот прислал код из шести цифр',
      verified: 'Номер подтверждён, открываем кабинет',
      denied: 'Заявка отклонена',
      expired: 'Время истекло',
    } satisfies Record<VerificationStatus, string>,
    left: 'осталось',
    haveCode: 'Код уже пришёл',
    startOver: 'Начать заново',
    expiredHeading: 'Время истекло. Попробуйте снова',
    expiredText: 'Номер не успели подтвердить. Имя и телефон мы сохранили, останется ввести пароль.',
    expiredPlain: 'Номер не успели подтвердить. Это можно сделать заново.',
    tryAgain: 'Попробовать снова',
    deniedHeading: 'Заявку отклонили в Telegram',
    deniedText: 'В боте ответили, что это не вы. Ничего не изменилось. Если кнопку нажали случайно, начните заново.',
    lostHeading: 'Здесь это подтверждение не продолжить',
    lostText: 'Его начали в другом браузере. Продолжите там или начните заново здесь.',
    heldHeading: 'Сейчас подтверждение не закончить',
    heldText:
      'Было слишком много попыток, и за оставшееся время новых уже не будет. Начните заново позже, а если аккаунт у вас есть, войдите.',
    heldFor: 'Начать заново можно через',
    heldOver: 'Попыток больше не осталось. Начните заново, а если аккаунт у вас есть, войдите.',
    trouble: 'Связь прерывается. Продолжаем проверять.',
  },

  code: {
    title: 'Введите код',
    heading: 'Введите код из Telegram',
    lead: (phone: string) => `Шесть цифр пришли от бота в ваш чат. Номер ${phone}.`,
    leadPlain: 'Шесть цифр пришли от бота в ваш чат.',
    submit: 'Подтвердить',
    wrong: 'Код не подошёл. Сверьтесь с чатом',
    attempts: (left: number) => `Осталось попыток: ${left}`,
    spentTitle: 'Попытки закончились',
    spent: 'Этот код больше не действует. Запросите новый, он придёт в тот же чат.',
    spentStatus: 'Время ещё есть',
    last: 'Новых кодов уже не будет, этот последний.',
    resend: 'Прислать код ещё раз',
    resendIn: 'Новый код можно запросить через',
    resent: 'Новый код отправлен в Telegram',
    openChat: 'Открыть чат с ботом',
  },

  botCode: {
    lead: 'Пароль не нужен: отправьте боту свой номер, и он пришлёт код из шести цифр.',
    open: 'Открыть бота',
    phone: 'Номер, отправленный боту',
    codeLeft: (left: number) => `Ещё ${plural(left, 'цифра', 'цифры', 'цифр')}`,
    submit: 'Войти по коду',
    wrong: 'Код не подошёл. Сверьте номер и код с чатом или попросите у бота новый',
    used: 'Возможно, этот код уже использован: ответ на него не дошёл. Возьмите в боте новый',
  },

  returning: {
    title: 'Возвращение из Telegram',
    busy: 'Открываем кабинет',
    elsewhereHeading: 'Вернитесь в браузер, где начинали',
    elsewhereText:
      'Ссылка из бота срабатывает только там, где вы начали. Откройте ту вкладку и введите шесть цифр из бота.',
    staleHeading: 'Ссылка больше не действует',
    staleText: 'Она одноразовая и живёт несколько минут. Если вы уже зарегистрированы, просто войдите.',
  },

  login: {
    title: 'Вход',
    heading: 'С возвращением',
    lead: 'Войдите по номеру телефона или почте.',
    submit: 'Войти',
    none: 'Ещё нет аккаунта?',
    register: 'Создать',
    waitFor: 'Снова можно будет через',
  },

  telegramLogin: {
    title: 'Вход через Telegram',
    or: 'или',
    button: 'Войти через Telegram',
    busy: 'Открываем кабинет',
    again: 'Войти через Telegram ещё раз',
    otherwise: 'Войти иначе',
    reasons: {
      denied: {
        title: 'Вход отменён',
        text: 'Вы не разрешили вход через Telegram. Ничего не изменилось.',
      },
      over: {
        title: 'Этот вход уже не продолжить',
        text: 'Он начат в другом браузере, уже закончен или занял больше десяти минут.',
      },
      away: {
        title: 'Telegram не отвечает',
        text: 'Страница входа Telegram сейчас недоступна. Попробуйте через минуту или войдите иначе.',
      },
      often: {
        title: 'Слишком много попыток',
        text: 'Подождите несколько минут или войдите иначе.',
      },
      rejected: {
        title: 'Войти не получилось',
        text: 'Telegram не подтвердил вход. Попробуйте ещё раз или войдите иначе.',
      },
    },
  },
  miniApp: {
    close: 'Закрыть магазин',
    again: 'Чтобы снова войти через Telegram, закройте магазин и откройте его из Telegram.',
  },

  account: {
    title: 'Личный кабинет',
    greeting: (name: string) => `Здравствуйте, ${name}`,
    since: (date: string) => `Вы с нами с ${date} года`,
    profile: 'Профиль',
    name: 'Имя',
    phone: 'Телефон',
    email: 'Почта',
    telegram: 'Telegram',
    language: 'Язык',
    languageHint: 'Язык, выбранный здесь, действует на сайте, в письмах и в боте',
    verified: 'Подтверждён',
    unverified: 'Не подтверждён',
    linked: 'Привязан',
    unlinked: 'Не привязан',
    addPhone: 'Добавить номер из Telegram',
    phoneAdded: 'Номер добавлен и подтверждён',
    phoneLater: 'Номер отправлен боту и скоро появится здесь',
    edit: 'Изменить',
    editName: 'Изменить имя',
    save: 'Сохранить',
    cancel: 'Отмена',
    saved: 'Сохранено',
    devices: 'Устройства',
    devicesLead: 'Где сейчас открыт ваш аккаунт. Незнакомое устройство лучше отключить.',
    thisDevice: 'Это устройство',
    unknownDevice: 'Неизвестное устройство',
    on: (browser: string, system: string) => `${browser}, ${system}`,
    lastSeen: (ago: string) => `Активность: ${ago}`,
    signOutDevice: 'Отключить',
    signOutDeviceLabel: (device: string) => `Отключить: ${device}`,
    deviceGone: 'Устройство отключено',
    signOutOthers: 'Отключить все остальные',
    othersTitle: 'Отключить остальные устройства?',
    othersText: 'Везде, кроме этого браузера, придётся войти заново.',
    othersGone: 'Остальные устройства отключены',
    onlyHere: 'Других устройств нет.',
    signOut: 'Выйти',
    signedOut: 'Вы вышли',
    signedInAs: (name: string) => `Вы вошли как ${name}`,
  },

  missing: {
    title: 'Страница не найдена',
    text: 'Такого адреса здесь нет. Возможно, в нём опечатка.',
    home: 'На главную',
  },
  fault: {
    title: 'Что-то сломалось',
    text: 'Это ошибка на нашей стороне. Попробуйте обновить страницу.',
    unreachableTitle: 'Магазин не отвечает',
    unreachable: 'Не получилось связаться с магазином. Проверьте связь и попробуйте ещё раз.',
    request: 'Номер запроса',
    reload: 'Обновить страницу',
    again: 'Повторить',
  },
  offline: 'Нет связи. Введённое не пропадёт.',
  network: 'Не получилось связаться с магазином. Ничего не потеряно, попробуйте ещё раз.',
  loading: 'Загрузка',
}

export type SiteWords = typeof words
