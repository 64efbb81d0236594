import { codeLetter, type Mailer, type MailShop } from '#mail'
import { hashToken } from '#platform'
import type { ShopFacts } from '#telegram'
import { describeOrigin } from './describe-origin.ts'
import type { CodeCarrier } from './jobs.ts'

/** Takes codes into the mailbox, with who asked for them (X6). */
export function carryByMail(shop: MailShop & ShopFacts, mailer: Mailer): CodeCarrier {
  return async (_ctx, { verification, code, returnPath }, signal) => {
    const { email, locale } = verification.claim
    if (email === null) throw new Error('a code was to be sent to no mailbox')
    const origin = describeOrigin(verification, { locale, shop })
    // Another code is another letter, even if it is another try of the same sending: a mailbox
    // would drop it as one that it has. The path is as new as the code.
    return mailer.send({ ...codeLetter(locale, { shop, code, origin }), to: email, key: hashToken(returnPath) }, signal)
  }
}
