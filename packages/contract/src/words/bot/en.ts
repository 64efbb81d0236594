import type { VerificationPurpose } from '../../identity.ts'
import type { BotWords } from './index.ts'

const begun: Record<VerificationPurpose, (site: string) => string> = {
  register: (site) => `Somebody is signing in or registering on ${site}.`,
  reset_password: (site) => `On ${site} a new password is asked for your account.`,
  add_identifier: (site) => `On ${site} this Telegram is being linked to an account.`,
  step_up: (site) => `On ${site} you are asked to confirm that it is you.`,
}

export const en: BotWords = {
  greeting: 'Hello! Please use the link from the website.',
  abilities: (shop) =>
    `I am the bot of ${shop}: I confirm your phone number, send you codes for the site, and tell you when something happens to your account.\n\n/language — change the language`,
  openSite: 'Open the site',
  openShop: 'Shop',
  linkInvalid: 'The code is invalid or has expired. Please register again',
  linkBurnt:
    'Somebody else has opened this link too, so the registration was cancelled. Please start again on the site',
  linkOfAnother: 'This link is for another Telegram name. Open it from that account, or start again on the site',
  origin: ({ purpose, site, name, when, device, asksNumber }) =>
    `${begun[purpose](site)}\n\n${name === null ? '' : `Name: ${name}\n`}When: ${when}\nFrom: ${device}\n\nWas it you? If not, press “Not me”${asksNumber ? ', do not send your number' : ''} and tell the code to nobody.`,
  unknownDevice: 'an unknown device',
  network: (network) => `network ${network}`,
  mine: 'It was me',
  notMine: 'Not me',
  askContact: 'To confirm your number, press “Send my number” below.',
  shareContact: 'Send my number',
  answerFirst: 'First tell me whether it was you who started this.',
  notMineDone: 'Cancelled. Your number was not given to anyone. There is nothing else to do.',
  stale: 'This message is no longer valid.',
  foreignContact: 'This is somebody else’s contact. Press “Send my number” to send your own.',
  typedNumber: 'A typed number proves nothing. Please press “Send my number”.',
  noVerification: 'First follow the link from the site',
  mismatch: (shared, claimed) => `The number ${shared} does not match the one given at registration (${claimed})`,
  anonymousContact: (claimed) =>
    `Your number in Telegram is anonymous, and an ordinary one (${claimed}) has to be confirmed. Please start on the site with another number.`,
  unreadableContact: 'The number of this contact could not be read. Press “Send my number” once more.',
  mismatchHint: 'Send the contact with that number, or start again on the site with this one.',
  confirmed: 'Number confirmed! Return to the site',
  phoneAttached: 'The number is confirmed and added to your account.',
  phoneUnusable: 'This number is anonymous, so it cannot be added to an account.',
  contactReceived: 'Contact received! Now return to the browser and type the code.',
  codeComes: 'The code comes in a moment. Type it where you started.',
  codeCame: 'The code is in this chat already. Type it where you started.',
  code: (code) =>
    `Code for the site: ${code}\n\nType it where it was asked for. Tell it to nobody; we never ask for it.`,
  offerCode:
    'If you have no link, start right here: press “Send my number” or type the number as a message, and I will send you a code to register or sign in on the site.',
  askNumber: 'Press “Send my number” below or type the number as a message, and I will send you a code for the site.',
  numberTaken: (phone) => `The number ${phone} is noted. The code comes in a moment.`,
  numberInvalid:
    'This does not look like a phone number. Type it in digits with the country code, for example +998 90 123 45 67, or press “Send my number”.',
  anonymousNumber:
    'Your number in Telegram is anonymous and will not do on the site. Type an ordinary number with its country code as a message.',
  botCode: ({ code, phone, isShared, minutes }) =>
    `Code for the site: ${code}\nNumber: ${phone}\n\nType both the number and the code on the registration page. The code is good for ${minutes} minutes and works once. Tell it to nobody; we never ask for it.${isShared ? '' : '\n\nYou typed the number yourself, and that does not confirm it. To confirm it, press “Send my number” after /start.'}`,
  openRegisterPage: 'Open the registration page',
  codeAlreadySent: (seconds) =>
    `The code for this number is here already, look above. A new one can be requested in ${seconds} s.`,
  tooManyCodes: 'Too many codes in a row. Please ask for a new one later.',
  returnToSite: 'Return to the site',
  failure: 'Something went wrong. Please try again.',
  chooseLanguage: 'Choose a language',
  languageChosen: 'I speak English now.',
  commands: {
    start: 'Start',
    language: 'Change the language',
    paysupport: 'Help with a payment',
    terms: 'Terms of sale',
  },
}
