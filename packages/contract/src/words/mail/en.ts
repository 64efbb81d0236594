import type { VerificationPurpose } from '../../identity.ts'
import type { MailWords } from './index.ts'

const asked: Record<VerificationPurpose, string> = {
  register: 'Somebody is registering or signing in with this address',
  reset_password: 'A new password is being set for the account with this address',
  add_identifier: 'This address is being added to an account',
  step_up: 'Something important is being confirmed in the account with this address',
}

export const en: MailWords = {
  code: {
    subject: (shop) => `Confirmation code — ${shop}`,
    title: 'Your code',
    instruction: (shop) => `Type it on the site of ${shop}, on the page that asked for it.`,
    secrecy: 'The code works once and for a short while. Tell it to nobody; we never ask for it.',
    origin: ({ purpose, when, device }) => `${asked[purpose]}: ${device}, ${when}.`,
    notYou: 'Not you? Do not type the code: without it nobody can confirm anything. There is nothing else to do.',
  },
  linkHint: 'If the button does not work, open this link in your browser:',
  footer: (shop) => `${shop} sent this letter automatically. There is no need to answer it.`,
}
