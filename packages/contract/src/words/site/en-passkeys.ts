import type { PasskeyWords } from './ru-passkeys.ts'

/** The same in English. */
export const passkeys: PasskeyWords = {
  signIn: 'Sign in with a passkey',
  or: 'or',
  notConfirmed: 'The sign-in was not confirmed. Try again, or use your password.',
  elsewhere: 'To make a passkey, open the shop at',

  title: 'Passkeys',
  lead: 'Sign in with your fingerprint, face or screen lock instead of a password. A passkey cannot be spied on or tricked out of you.',
  none: 'No passkeys yet.',
  unsupported: 'This browser cannot handle passkeys. Try opening the shop in another one.',
  add: 'Add a passkey',
  added: 'Passkey added',
  notAdded: 'No passkey was added: nothing was confirmed.',
  known: 'This device already has a passkey to your account.',
  failed: 'This device could not make a passkey. Check that its screen lock is on.',
  full: 'Ten passkeys is the most an account can have. Remove one to add another.',

  unnamed: 'Passkey',
  made: (date) => `Added ${date}`,
  used: (ago) => `Used ${ago}`,
  unused: 'Not used yet',
  synced: 'Backed up',
  rename: 'Rename',
  renameLabel: (name) => `Rename: ${name}`,
  name: 'Name of the passkey',
  remove: 'Remove',
  removeLabel: (name) => `Remove: ${name}`,
  removeTitle: (name) => `Remove the passkey “${name}”?`,
  removeText: 'It will no longer sign you in. Your other ways to sign in stay.',
  removed: 'Passkey removed',

  offerTitle: 'Sign in without a password next time',
  offerText: 'Your fingerprint, face or screen lock is enough.',
  later: 'Not now',
}
