import { signal } from '@preact/signals'

const en = {
  title: 'Telegram simulator',
  about: 'This is a simulated Telegram on your machine.',
  aboutMore:
    'Nothing leaves it: there are no accounts, no phone numbers are called, and messages go only to the shop that runs here.',
  steps: ['Choose who you are.', 'Press START and follow what the bot says.', 'Go back to the site.'],
  backToSite: 'Back to the site',
  language: 'Language',
  screens: 'Screens',
  unseen: 'new',
  whoAreYou: 'Who are you?',
  whoHint: 'Each person has a phone number and a chat of their own.',
  addPerson: 'Add a person',
  firstName: 'First name',
  lastName: 'Last name (optional)',
  phone: 'Phone number',
  phoneHint: 'With or without +, as this person’s client would send it.',
  add: 'Add',
  cancel: 'Cancel',
  noPeople: 'Nobody is here yet. Add the first person.',
  bot: 'bot',
  typing: 'typing…',
  connecting: 'connecting…',
  you: 'You are',
  menu: 'Menu',
  switchPerson: 'Switch person',
  block: 'Block the bot',
  unblock: 'Unblock the bot',
  start: 'START',
  restart: 'UNBLOCK',
  emptyTitle: 'No messages yet',
  emptyChat: 'Press START to begin the conversation.',
  whatCanBotDo: 'What can this bot do?',
  message: 'Message',
  send: 'Send',
  attach: 'Attach',
  shareOwn: 'Send my contact',
  shareForeign: 'Send somebody else’s contact',
  foreignHint: 'Anybody’s card can be sent. It proves nothing about the sender.',
  fromPeople: 'Somebody in Telegram',
  fromBook: 'From the address book',
  name: 'Name',
  forwarded: 'As a forwarded message',
  sendCard: 'Send the card',
  showKeyboard: 'Show the keyboard',
  hideKeyboard: 'Hide the keyboard',
  keyboard: 'Bot keyboard',
  messages: 'Messages',
  contact: 'Contact',
  noTelegram: 'not in Telegram',
  forwardedFrom: 'Forwarded from',
  edited: 'edited',
  copied: 'Copied',
  opensLink: 'opens a link',
  ok: 'OK',
  today: 'Today',
  failed: 'That did not work. Try again.',
  unreachable: 'The simulator does not answer. Is it still running?',
  spoiler: 'Hidden text, press to show',
  photo: 'Photo',
  notSimulated: 'This button is not simulated',
}

export type Words = typeof en

const ru: Words = {
  title: 'Симулятор Telegram',
  about: 'Это имитация Telegram на вашем компьютере.',
  aboutMore:
    'Отсюда ничего не уходит: аккаунтов нет, на номера никто не звонит, сообщения получает только магазин, запущенный здесь же.',
  steps: ['Выберите, кто вы.', 'Нажмите «Начать» и следуйте подсказкам бота.', 'Вернитесь на сайт.'],
  backToSite: 'Вернуться на сайт',
  language: 'Язык',
  screens: 'Экраны',
  unseen: 'новых',
  whoAreYou: 'Кто вы?',
  whoHint: 'У каждого свой номер телефона и свой чат.',
  addPerson: 'Добавить человека',
  firstName: 'Имя',
  lastName: 'Фамилия (необязательно)',
  phone: 'Номер телефона',
  phoneHint: 'С плюсом или без — как отправит клиент этого человека.',
  add: 'Добавить',
  cancel: 'Отмена',
  noPeople: 'Здесь пока никого нет. Добавьте первого человека.',
  bot: 'бот',
  typing: 'печатает…',
  connecting: 'соединение…',
  you: 'Вы —',
  menu: 'Меню',
  switchPerson: 'Сменить человека',
  block: 'Заблокировать бота',
  unblock: 'Разблокировать бота',
  start: 'НАЧАТЬ',
  restart: 'РАЗБЛОКИРОВАТЬ',
  emptyTitle: 'Сообщений пока нет',
  emptyChat: 'Нажмите «Начать», чтобы открыть диалог.',
  whatCanBotDo: 'Что умеет этот бот?',
  message: 'Сообщение',
  send: 'Отправить',
  attach: 'Прикрепить',
  shareOwn: 'Отправить свой контакт',
  shareForeign: 'Отправить чужой контакт',
  foreignHint: 'Отправить можно чью угодно карточку. Об отправителе она ничего не доказывает.',
  fromPeople: 'Кто-то из Telegram',
  fromBook: 'Из записной книжки',
  name: 'Имя',
  forwarded: 'Пересланным сообщением',
  sendCard: 'Отправить карточку',
  showKeyboard: 'Показать клавиатуру',
  hideKeyboard: 'Скрыть клавиатуру',
  keyboard: 'Клавиатура бота',
  messages: 'Сообщения',
  contact: 'Контакт',
  noTelegram: 'не в Telegram',
  forwardedFrom: 'Переслано от',
  edited: 'изменено',
  copied: 'Скопировано',
  opensLink: 'открывает ссылку',
  ok: 'ОК',
  today: 'Сегодня',
  failed: 'Не получилось. Попробуйте ещё раз.',
  unreachable: 'Симулятор не отвечает. Он ещё запущен?',
  spoiler: 'Скрытый текст, нажмите, чтобы показать',
  photo: 'Фото',
  notSimulated: 'Эта кнопка не имитируется',
}

const uz: Words = {
  title: 'Telegram simulyatori',
  about: 'Bu — kompyuteringizdagi Telegram taqlidi.',
  aboutMore:
    'Bu yerdan hech narsa tashqariga chiqmaydi: akkauntlar yoʻq, raqamlarga hech kim qoʻngʻiroq qilmaydi, xabarlarni faqat shu yerda ishlayotgan doʻkon oladi.',
  steps: ['Kim ekaningizni tanlang.', '«Boshlash» tugmasini bosing va bot aytganini bajaring.', 'Saytga qayting.'],
  backToSite: 'Saytga qaytish',
  language: 'Til',
  screens: 'Ekranlar',
  unseen: 'yangi',
  whoAreYou: 'Siz kimsiz?',
  whoHint: 'Har kimning oʻz telefon raqami va oʻz chati bor.',
  addPerson: 'Odam qoʻshish',
  firstName: 'Ism',
  lastName: 'Familiya (ixtiyoriy)',
  phone: 'Telefon raqami',
  phoneHint: 'Plyus bilan yoki plyussiz — shu odamning ilovasi qanday yuborsa.',
  add: 'Qoʻshish',
  cancel: 'Bekor qilish',
  noPeople: 'Hozircha hech kim yoʻq. Birinchi odamni qoʻshing.',
  bot: 'bot',
  typing: 'yozmoqda…',
  connecting: 'ulanmoqda…',
  you: 'Siz —',
  menu: 'Menyu',
  switchPerson: 'Odamni almashtirish',
  block: 'Botni bloklash',
  unblock: 'Botni blokdan chiqarish',
  start: 'BOSHLASH',
  restart: 'BLOKDAN CHIQARISH',
  emptyTitle: 'Hali xabar yoʻq',
  emptyChat: 'Suhbatni ochish uchun «Boshlash» tugmasini bosing.',
  whatCanBotDo: 'Bu bot nima qila oladi?',
  message: 'Xabar',
  send: 'Yuborish',
  attach: 'Biriktirish',
  shareOwn: 'Oʻz kontaktimni yuborish',
  shareForeign: 'Birovning kontaktini yuborish',
  foreignHint: 'Istalgan odamning kartasini yuborish mumkin. U yuboruvchi haqida hech narsani isbotlamaydi.',
  fromPeople: 'Telegramdagi biror kishi',
  fromBook: 'Manzillar daftaridan',
  name: 'Ism',
  forwarded: 'Uzatilgan xabar sifatida',
  sendCard: 'Kartani yuborish',
  showKeyboard: 'Klaviaturani koʻrsatish',
  hideKeyboard: 'Klaviaturani yashirish',
  keyboard: 'Bot klaviaturasi',
  messages: 'Xabarlar',
  contact: 'Kontakt',
  noTelegram: 'Telegramda yoʻq',
  forwardedFrom: 'Uzatilgan:',
  edited: 'tahrirlangan',
  copied: 'Nusxalandi',
  opensLink: 'havolani ochadi',
  ok: 'OK',
  today: 'Bugun',
  failed: 'Boʻlmadi. Yana urinib koʻring.',
  unreachable: 'Simulyator javob bermayapti. U hali ishlayaptimi?',
  spoiler: 'Yashirin matn, koʻrsatish uchun bosing',
  photo: 'Rasm',
  notSimulated: 'Bu tugma taqlid qilinmaydi',
}

const all = { ru, uz, en }

export type Language = keyof typeof all
export const languages: readonly [Language, string][] = [
  ['ru', 'Русский'],
  ['uz', 'Oʻzbekcha'],
  ['en', 'English'],
]

const remembered = 'simulator.language'

function firstLanguage(): Language {
  const wanted = [localStorage.getItem(remembered), ...navigator.languages]
  for (const code of wanted) {
    const known = languages.find(([language]) => code?.toLowerCase().startsWith(language))
    if (known) return known[0]
  }
  return 'en'
}

export const language = signal<Language>(firstLanguage())

export function chooseLanguage(next: Language): void {
  language.value = next
  localStorage.setItem(remembered, next)
}

/** The words of the chosen language; reading them in a component redraws it when the choice changes. */
export function words(): Words {
  return all[language.value]
}
