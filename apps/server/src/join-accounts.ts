import { forgetBotCodes } from '#bot-codes'
import { followJoin, forgetCart } from '#cart'
import { accountsJoined, followLocale, localeChosen } from '#identity'
import { customerErased } from '#own-account'
import { forgetPasskeys } from '#passkeys'
import type { Ctx, JobQueue } from '#platform'
import { followLanguage, forgetChat, languageChosen, type ShopFacts } from '#telegram'
import { forgetVerifications } from '#verifications'
import type { Ports } from './ports.ts'

/** What goes with an account: where it is joined, when it ends, and in which language it is spoken to. */
export function joinAccounts(ctx: Ctx, queue: JobQueue, { ports, shop }: { ports: Ports; shop: ShopFacts }): void {
  queue.on(accountsJoined, 'join-the-carts', (joined) => followJoin(ctx, joined))

  queue.on(customerErased, 'forget-the-chat', forgetChat(ctx))
  queue.on(customerErased, 'forget-the-passkeys', ({ customerId }) => forgetPasskeys(ctx, customerId))
  queue.on(customerErased, 'forget-the-verifications', forgetVerifications(ctx, ports))
  queue.on(customerErased, 'forget-the-bot-codes', forgetBotCodes(ctx, ports))
  queue.on(customerErased, 'forget-the-cart', ({ customerId }) => forgetCart(ctx, customerId))

  queue.on(localeChosen, 'speak-it-in-the-bot', followLanguage(ctx, shop))
  queue.on(languageChosen, 'speak-it-on-the-site', followLocale(ctx))
}
