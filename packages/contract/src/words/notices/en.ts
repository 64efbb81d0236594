import type { NoticeWords } from './index.ts'

const then = 'If it was not you, press “Not me”:'

export const en: NoticeWords = {
  notMine: 'Not me',
  openPage: 'Not me',
  identifiers: { phone: 'phone', email: 'e-mail', telegram: 'Telegram' },
  instead: (now, was) => `${now} in place of ${was} (which no longer signs you in)`,
  kinds: {
    password_set: {
      title: 'A password was set',
      text: ({ shop, device }) => `A password was set for your account at ${shop} (${device}).`,
      undo: `${then} the password is removed and every device is signed out.`,
      done: 'The password is removed and every device is signed out. You can still sign in by a code.',
    },
    new_device: {
      title: 'A sign-in from a new device',
      text: ({ shop, device }) => `Somebody signed in to your account at ${shop} from a new device: ${device}.`,
      undo: `${then} this sign-in and all others end, passkeys added since are removed, and so is the password or passkey that was used, or a password set since.`,
      done: 'Every device is signed out, and the password or passkey that was used or added since is removed. You can sign in by a code.',
    },
    passkey_added: {
      title: 'A passkey was added',
      text: ({ shop, device }) => `Your account at ${shop} can be opened by one more passkey, made on: ${device}.`,
      undo: `${then} this passkey is removed and every device is signed out, and the password or passkey that was used to get in is removed too.`,
      done: 'The passkey is removed and every device is signed out. You can sign in by a code.',
    },
    passkey_removed: {
      title: 'A passkey was removed',
      text: ({ shop, device }) => `A passkey of your account at ${shop} was removed and opens it no more: ${device}.`,
      undo: `${then} every device is signed out, and the password or passkey that was used to get in is removed too.`,
      done: 'Every device is signed out. Sign in by a code and add your passkey again.',
    },
    identifiers_added: {
      title: 'Ways to sign in have changed',
      text: ({ shop, what, device }) => `Added to your account at ${shop}: ${what} (${device}).`,
      undo: `${then} what was there before comes back, and every device is signed out.`,
      done: 'What was there before is back, and every device is signed out. If somebody may know your password, set a new one.',
    },
    identifiers_removed: {
      title: 'A way to sign in was removed',
      text: ({ shop, what, device }) => `Removed from your account at ${shop}: ${what} (${device}).`,
      undo: `${then} what was removed comes back, and every device is signed out.`,
      done: 'What was there before is back, and every device is signed out. If somebody may know your password, set a new one.',
    },
    accounts_joined: {
      title: 'Accounts were joined',
      text: ({ shop, what, left, device }) =>
        `Two accounts of yours at ${shop} became one: it was confirmed that they are one person’s (${device}). It now has: ${what}. ${left && `No longer signs you in: ${left}. `}The passkeys of both open it.`,
      undo: `${then} the accounts are parted, each gets back its ways to sign in, its password and its passkeys, and every device is signed out.`,
      done: 'The accounts are parted, each with its own ways to sign in, password and passkeys again. Every device is signed out. Please sign in again by a code.',
    },
    token_reused: {
      title: 'A sign-in was ended',
      text: ({ shop, device }) =>
        `The sign-in to ${shop} on “${device}” was ended: it looks as if somebody copied it. Please sign in again and check your list of devices.`,
      undo: 'If the device is not yours, press “Not me”: all other sign-ins end too.',
      done: 'Every device is signed out. Please sign in again by a code.',
    },
    phone_lost: {
      title: 'The number is no longer yours',
      text: ({ shop, what }) =>
        `The number ${what} was confirmed by somebody else and no longer belongs to your account at ${shop}. Everything else is still yours.`,
    },
    email_lost: {
      title: 'The address is no longer yours',
      text: ({ shop, what }) =>
        `The address ${what} was confirmed by somebody else and no longer belongs to your account at ${shop}. Everything else is still yours.`,
    },
    claim_ignored: {
      title: 'You already had an account',
      text: ({ shop }) =>
        `You already had an account at ${shop}, and that is the one that was opened. The name and password typed on the site just now were not kept: your earlier password stands.`,
    },
    password_unkept: {
      title: 'No password was kept',
      text: ({ shop }) =>
        `Your account at ${shop} has no password yet. Before you confirmed who you are, somebody registered with the same contact and another password, and we cannot know which of the two is yours. Sign in by a code and set a password in the account.`,
    },
    erased: {
      title: 'The account is deleted',
      text: ({ shop }) =>
        `Your account at ${shop} and the personal data in it are deleted, as you asked. Thank you for having been with us. You can come back at any time: it will be a new account.`,
    },
  },
}
