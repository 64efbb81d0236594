import type { MailWords } from './index.ts'

export const en: MailWords = {
  code: {
    subject: (shop) => `Confirmation code — ${shop}`,
    title: 'Your code',
    instruction: (shop) => `Type it on the site of ${shop}, on the page that asked for it.`,
    secrecy: 'The code works once and for a short while. Tell it to nobody; we never ask for it.',
    notYou: 'Did not ask for a code? There is nothing to do: without it nobody can confirm anything.',
  },
  linkHint: 'If the button does not work, open this link in your browser:',
  footer: (shop) => `${shop} sent this letter automatically. There is no need to answer it.`,
}
