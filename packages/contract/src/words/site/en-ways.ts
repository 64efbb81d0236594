import type { WayWords } from './ru-ways.ts'

/** The ways to register and to sign in, in English. */
export const words: WayWords = {
  others: 'Other ways',
  register: {
    phone: {
      link: 'By phone number',
      heading: 'Create an account',
      lead: 'Your number is confirmed in Telegram, so there is no text message to wait for.',
      aside: [
        'The shop’s bot opens. It shows where the request came from and asks whether it was you.',
        'You press one button, and Telegram itself tells us your number.',
        'The bot sends a six-digit code. Enter it here and your account opens.',
      ],
    },
    name: {
      link: 'Just a name, through Telegram',
      heading: 'A name is enough',
      lead: 'There is no number to type: Telegram tells us yours once you allow it.',
      aside: [
        'The shop’s bot opens and asks whether it was you who began.',
        'You share your number with it, with one button.',
        'The bot sends a six-digit code. Enter it here and your account opens.',
      ],
    },
    email: {
      link: 'By e-mail',
      heading: 'An account by e-mail',
      lead: 'We e-mail you a code. No Telegram or phone needed.',
      aside: [
        'An e-mail with a six-digit code comes to your address.',
        'Enter the code here and your account opens.',
        'Next time you can sign in with such a code again, or with a password if you set one.',
      ],
    },
    sms: {
      link: 'By text message',
      heading: 'An account by text message',
      lead: 'We send you a code in a text message. No Telegram needed.',
      aside: [
        'A text message with a six-digit code comes to your number.',
        'Enter the code here and your account opens.',
        'Next time you can sign in with such a code again, or with a password if you set one.',
      ],
    },
    bot: {
      link: 'A code from the bot',
      heading: 'A code from the bot',
      lead: 'If you are in Telegram already, begin there: the bot gives you a code.',
      aside: [
        'Open the shop’s bot and share your number with it.',
        'It sends you a six-digit code.',
        'Enter the number and the code here, and your account opens.',
      ],
    },
  },
  closedElse:
    'Telegram does not answer just now. Choose another way below, or wait: the button will work as soon as it does.',
  email: 'E-mail',
  emailHint: 'The code comes to this address',
  passwordIfWanted: 'Password, if you like',
  passwordHint: 'You can do without and sign in by code',
  getCode: 'Get a code',
  login: {
    others: 'Sign in with a code',
    password: 'With a password',
    email: 'Code by e-mail',
    sms: 'Code by text message',
    bot: 'Code from the bot',
    emailLead: 'We send a six-digit code to your e-mail.',
    smsLead: 'We send a six-digit code in a text message.',
    wrong: 'Wrong number, e-mail or password.',
    forgot: 'Forgot your password?',
    newcomer: 'If you have no account yet, this makes one.',
    ended: 'You have been signed out on this device. Please sign in again.',
    toOrder: 'Sign in to place the order. The cart stays as it is.',
  },
  waiting: {
    openTelegram: 'Open Telegram',
    nameHeading: 'Go on in Telegram',
    nameLead: 'The shop’s bot is waiting for you there. Keep this page open: it will move to the next step by itself.',
    steps: ['Open the bot', 'Say that it is you', 'Enter the code'],
    claimed: 'You are in the bot. Say that it is you',
    expired: 'The code was not entered in time. We kept what you typed.',
    refusedHeading: 'The code was not delivered',
    refused: 'The bot seems to be blocked. Unblock it in Telegram and ask for the code again.',
    passedOnHeading: 'The link was opened in two Telegrams',
    passedOnText:
      'The second one was somebody else’s, or another Telegram account of yours. To be safe we have stopped it, and nothing has changed. Start again and open the link from one Telegram only.',
    mismatchHeading: 'That is another number',
    mismatch: (typed) =>
      `The number shared in Telegram is not the one typed here${typed && ` (${typed})`}. Start again with the number of that Telegram, or open a new link from the one that has the number typed.`,
    qrDemo:
      'This is a demonstration: its Telegram lives on this computer, and a phone cannot open it by the code. With a real bot it can.',
    demoMailbox: 'Open the practice mailbox',
    demoSms: 'Open the practice SMS',
  },
  carried: {
    email: {
      sendingHeading: 'Sending the code',
      sending: 'The e-mail is on its way',
      heading: 'Enter the code from the e-mail',
      lead: (to) => `Six digits were sent to ${to}.`,
      leadPlain: 'Six digits were sent to your e-mail.',
      label: 'Code from the e-mail',
      wrong: 'This code is not right. Check the e-mail',
      spent: 'This code no longer works. Ask for a new one; it comes to the same address.',
      sent: 'The e-mail was sent. If you cannot see it, look in Spam',
      verified: 'E-mail confirmed, opening your account',
      resent: 'A new code is on its way to your mailbox',
      refusedHeading: 'The e-mail did not arrive',
      refused: (to) =>
        `The mail server refused our e-mail to ${to}. The address may have a typo, or the mailbox is full.`,
      change: 'Change the address',
    },
    sms: {
      sendingHeading: 'Sending the code',
      sending: 'The message is on its way',
      heading: 'Enter the code from the message',
      lead: (to) => `Six digits were sent to ${to}.`,
      leadPlain: 'Six digits were sent to your number.',
      label: 'Code from the message',
      wrong: 'This code is not right. Check the message',
      spent: 'This code no longer works. Ask for a new one; it comes to the same number.',
      sent: 'The message was sent, it usually takes less than a minute',
      verified: 'Number confirmed, opening your account',
      resent: 'A new code is on its way by text message',
      refusedHeading: 'The message did not arrive',
      refused: (to) => `The operator refused the message to ${to}. Check the number, or choose another way.`,
      change: 'Change the number',
    },
  },
}
