import { type Mailer, type MailShop, noticeLetter } from '#mail'
import type { Postman } from '#notices'

/** Takes notices to mailboxes, dressed as the shop's letters are. */
export function openPostman(mailer: Mailer, shop: MailShop): Postman {
  return {
    send: ({ to, key, locale, ...notice }, signal) =>
      mailer.send({ to, key, ...noticeLetter(locale, { shop, ...notice }) }, signal),
  }
}
