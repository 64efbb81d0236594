import { countries } from './en-countries.ts'
import type { SiteWords } from './ru.ts'

const count = (number: number, one: string) => `${number} ${one}${number === 1 ? '' : 's'}`
const months = 'January February March April May June July August September October November December'.split(' ')

/** The site in English. */
export const words: SiteWords = {
  skip: 'Skip to the content',
  language: 'Language',
  languages: { ru: 'Русский', uz: 'Oʻzbekcha', en: 'English' },
  date: (day) => `${day.getDate()} ${months[day.getMonth()]} ${day.getFullYear()}`,
  ago: (ms) => {
    const minutes = Math.floor(ms / 60_000)
    if (minutes < 2) return 'just now'
    if (minutes < 60) return `${count(minutes, 'minute')} ago`
    const hours = Math.floor(minutes / 60)
    if (hours < 24) return `${count(hours, 'hour')} ago`
    const days = Math.floor(hours / 24)
    return days === 1 ? 'yesterday' : `${count(days, 'day')} ago`
  },
  timeLeft: (total) => {
    const whole = Math.floor(total / 60)
    const rest = total % 60
    if (!whole) return `${count(rest, 'second')} left`
    return `${count(whole, 'minute')}${rest ? ` ${count(rest, 'second')}` : ''} left`
  },
  countries,

  header: {
    search: 'Search the shop',
    catalog: 'Catalogue',
    favorites: 'Favourites',
    cart: 'Cart',
    favoritesOf: (number) => `Favourites, ${count(number, 'item')}`,
    cartOf: (number) => `Cart, ${count(number, 'item')}`,
    main: 'Home',
    ways: 'Around the shop',
    enter: 'Account',
    home: (shop) => `${shop}, home page`,
    signIn: 'Sign in',
    account: (name) => `${name}, your account`,
  },
  footer: {
    pages: 'About the shop',
    demo: 'This is a demonstration: the Telegram here is a practice one that lives on this machine.',
  },

  home: {
    title: 'Home',
    lead: 'We are dressing the window.',
    text: (ways) =>
      `An account keeps your cart, favourites and orders on all your devices. You can open one${ways && ` ${ways}`}.`,
    ways: { telegram: 'through Telegram', email: 'by e-mail', sms: 'by text message' },
    codes: { telegram: 'from the bot in Telegram', email: 'in an e-mail', sms: 'in a text message' },
    or: 'or',
    register: 'Create an account',
    signIn: 'Sign in',
    welcome: (name) => `Hello, ${name}.`,
    signedInText: 'The catalogue will be here soon. Do look in again.',
    toAccount: 'Open my account',
    how: 'How to open an account',
    steps: (codes) => [
      { title: 'Introduce yourself', text: 'Give your name and choose where to confirm that it is you.' },
      { title: 'Enter the code', text: `Six digits come ${codes}.` },
      {
        title: 'Come in from anywhere',
        text: 'Your account lists the devices it is open on. Closing one takes a single press.',
      },
    ],
  },

  field: {
    phone: 'Phone number',
    phoneHint: 'With the country code, such as +7 or +998',
    phoneEight: 'The leading 8 was changed to +7',
    name: 'Name',
    nameHint: 'What we should call you',
    password: 'Password',
    show: 'Show the password',
    hide: 'Hide the password',
    code: 'Code from Telegram',
    identifier: 'Phone or e-mail',
    errors: {
      phone_required: 'Enter your phone number',
      phone_country: 'Start with a country code, such as +7 or +998',
      phone_incomplete: 'The number is not complete yet',
      phone_invalid: 'There is no such number, check the digits',
      passkey_name_required: 'Give the passkey a name',
      name_required: 'Tell us what to call you',
      name_too_short: 'A name has at least two letters',
      name_too_long: 'The name is longer than 100 characters',
      name_invalid: 'The name has characters we cannot accept',
      name_letterless: 'A name needs at least one letter',
      password_required: 'Enter your password',
      password_new_required: 'Choose a password',
      password_too_short: 'The password is shorter than 8 characters',
      password_too_long: 'The password is longer than 128 characters',
      password_common: 'This password is too easy to guess, think of another',
      email_required: 'Enter your e-mail address',
      email_incomplete: 'The address is not complete yet, it looks like anna@mail.com',
      email_letters: 'An address has Latin letters only',
      email_invalid: 'This is not a valid e-mail address, please check it',
      identifier_required: 'Enter your phone or e-mail',
      code_malformed: 'The code has six digits',
    },
  },
  strength: {
    hint: 'At least 8 characters. Long beats complicated',
    more: (left) => `${count(left, 'character')} to go`,
    weak: 'Easy to guess: add a word or two',
    fair: 'Good enough',
    strong: 'Strong',
  },

  register: {
    demoPhones: 'This is a demonstration. Take the number of a practice person:',
    title: 'Registration',
    submit: 'Continue',
    have: 'Already have an account?',
    signIn: 'Sign in',
    asideTitle: 'What happens next',
    closed:
      'Registration is not possible just now: Telegram does not answer. You can fill in the form; the button will work as soon as it does.',
    kept: 'Your name and number are still here. The password is never stored, so please type it again.',
  },

  waiting: {
    title: 'Confirmation',
    heading: 'Confirm your number in Telegram',
    lead: (phone) => `Confirming ${phone}. Keep this page open: it will move to the next step by itself.`,
    leadPlain: 'Keep this page open: it will move to the next step by itself.',
    open: 'Confirm the number in Telegram',
    newTab: 'opens in a new tab',
    noLink: 'The link to the bot is in the tab where you began. Go back to it, or start again.',
    qr: 'Telegram is on your phone? Point its camera here',
    qrLabel: 'QR code with the link to the bot',
    steps: ['Open the bot', 'Share your number', 'Enter the code'],
    stepsLabel: 'Progress',
    stepDone: 'done',
    status: {
      pending: 'Waiting for you to open the bot',
      claimed: 'You are in the bot. Confirm that it is you and share your number',
      contact_received: 'Number received, the bot is sending a code',
      code_sent: 'The bot has sent a six-digit code',
      verified: 'Number confirmed, opening your account',
      denied: 'The request was refused',
      expired: 'Time is up',
    },
    left: 'left',
    haveCode: 'I already have the code',
    startOver: 'Start again',
    expiredHeading: 'Time is up. Please try again',
    expiredText:
      'The number was not confirmed in time. We kept your name and phone; only the password is to be typed again.',
    expiredPlain: 'The number was not confirmed in time. You can do it afresh.',
    tryAgain: 'Try again',
    deniedHeading: 'Refused in Telegram',
    deniedText: 'Someone answered in the bot that it was not them. Nothing has changed. If it was a slip, start again.',
    lostHeading: 'This cannot go on here',
    lostText: 'It was begun in another browser. Go on there, or start again here.',
    heldHeading: 'This cannot be finished now',
    heldText:
      'There were too many attempts, and no more are possible in the time that is left. Start again later, or sign in if you already have an account.',
    heldFor: 'You can start again in',
    heldOver: 'No attempts are left. Start again, or sign in if you already have an account.',
    trouble: 'The connection is unsteady. We keep checking.',
  },

  code: {
    title: 'Enter the code',
    heading: 'Enter the code from Telegram',
    lead: (phone) => `The bot has sent six digits to your chat. Number ${phone}.`,
    leadPlain: 'The bot has sent six digits to your chat.',
    submit: 'Confirm',
    wrong: 'This code is not right. Check the chat',
    attempts: (left) => `Attempts left: ${left}`,
    spentTitle: 'No attempts left',
    spent: 'This code no longer works. Ask for a new one; it comes to the same chat.',
    spentStatus: 'There is still time',
    last: 'No more codes will come, this is the last one.',
    resend: 'Send the code again',
    resendIn: 'You can ask for a new code in',
    resent: 'A new code is on its way to Telegram',
    openChat: 'Open the chat with the bot',
  },

  botCode: {
    lead: 'No password needed: send the bot your number, and it will send you a code of six digits.',
    open: 'Open the bot',
    phone: 'The number you sent the bot',
    codeLeft: (left: number) => (left === 1 ? '1 more digit' : `${left} more digits`),
    submit: 'Sign in with the code',
    wrong: 'This code is not right. Compare the number and the code with the chat, or ask the bot for a new one',
    used: 'This code may have been used already: the answer to it did not arrive. Get a new one from the bot',
  },

  returning: {
    title: 'Back from Telegram',
    busy: 'Opening your account',
    elsewhereHeading: 'Go back to the browser where you began',
    elsewhereText: 'The bot’s link works only where you began. Open that tab and type the six digits from the bot.',
    staleHeading: 'This link no longer works',
    staleText: 'It works once and for a few minutes only. If you have registered already, just sign in.',
  },

  login: {
    title: 'Sign in',
    heading: 'Welcome back',
    lead: 'Sign in with your phone number or e-mail.',
    submit: 'Sign in',
    none: 'No account yet?',
    register: 'Create one',
    waitFor: 'You can try again in',
  },

  telegramLogin: {
    title: 'Sign in with Telegram',
    or: 'or',
    button: 'Sign in with Telegram',
    busy: 'Opening your account',
    again: 'Sign in with Telegram again',
    otherwise: 'Sign in another way',
    reasons: {
      denied: {
        title: 'The sign-in was cancelled',
        text: 'You did not let the shop sign you in with Telegram. Nothing has changed.',
      },
      over: {
        title: 'This sign-in cannot be continued',
        text: 'It was started in another browser, is over already, or took more than ten minutes.',
      },
      away: {
        title: 'Telegram does not answer',
        text: 'The sign-in page of Telegram cannot be reached now. Try in a minute, or sign in another way.',
      },
      often: {
        title: 'Too many attempts',
        text: 'Wait a few minutes, or sign in another way.',
      },
      rejected: {
        title: 'You could not be signed in',
        text: 'Telegram did not confirm the sign-in. Try again, or sign in another way.',
      },
    },
  },
  miniApp: {
    close: 'Close the shop',
    again: 'To sign in with Telegram again, close the shop and open it from Telegram.',
  },

  account: {
    title: 'Your account',
    greeting: (name) => `Hello, ${name}`,
    since: (date) => `With us since ${date}`,
    profile: 'Profile',
    name: 'Name',
    phone: 'Phone',
    email: 'E-mail',
    telegram: 'Telegram',
    language: 'Language',
    languageHint: 'The language you choose here holds for this site, our e-mails and the bot',
    verified: 'Verified',
    unverified: 'Not verified',
    linked: 'Linked',
    unlinked: 'Not linked',
    addPhone: 'Add the number from Telegram',
    phoneAdded: 'The number is added and confirmed',
    phoneLater: 'The number was sent to the bot and will soon be here',
    edit: 'Change',
    editName: 'Change the name',
    save: 'Save',
    cancel: 'Cancel',
    saved: 'Saved',
    devices: 'Devices',
    devicesLead: 'Where your account is open now. If one is unfamiliar, sign it out.',
    thisDevice: 'This device',
    unknownDevice: 'Unknown device',
    on: (browser, system) => `${browser} on ${system}`,
    lastSeen: (ago) => `Last active ${ago}`,
    signOutDevice: 'Sign out',
    signOutDeviceLabel: (device) => `Sign out: ${device}`,
    deviceGone: 'The device is signed out',
    signOutOthers: 'Sign out all others',
    othersTitle: 'Sign out the other devices?',
    othersText: 'Everywhere but in this browser you will have to sign in again.',
    othersGone: 'The other devices are signed out',
    onlyHere: 'There are no other devices.',
    signOut: 'Sign out',
    signedOut: 'You have signed out',
    signedInAs: (name) => `You are signed in as ${name}`,
  },

  missing: {
    title: 'Page not found',
    text: 'There is nothing at this address. It may have a slip in it.',
    home: 'To the home page',
  },
  fault: {
    title: 'Something broke',
    text: 'The mistake is ours. Please reload the page.',
    unreachableTitle: 'The shop does not answer',
    unreachable: 'We could not reach the shop. Check your connection and try again.',
    request: 'Request number',
    reload: 'Reload the page',
    again: 'Try again',
  },
  offline: 'No connection. What you typed is safe.',
  network: 'We could not reach the shop. Nothing is lost, please try again.',
  loading: 'Loading',
}
