import {
  accountsJoined,
  claimIgnored,
  emailLost,
  identifierAdded,
  identifierRemoved,
  passwordSet,
  passwordUnkept,
  phoneLost,
} from '#identity'
import {
  makeSendNoticeLetter,
  type Postman,
  sayFarewell,
  sendNoticeLetter,
  tellAccountsJoined,
  tellClaimIgnored,
  tellEmailLost,
  tellIdentifierAdded,
  tellIdentifierRemoved,
  tellNewDevice,
  tellPasskeyAdded,
  tellPasskeyRemoved,
  tellPasswordSet,
  tellPasswordUnkept,
  tellPhoneLost,
  tellTokenReused,
} from '#notices'
import { customerErased } from '#own-account'
import { passkeyAdded, passkeyRemoved } from '#passkeys'
import type { Ctx, JobQueue, Pepper } from '#platform'
import { newDeviceSeen, refreshTokenReused } from '#sessions'
import type { ShopFacts } from '#telegram'

/** What the owner of an account is told. */
export function joinNotices(
  ctx: Ctx,
  queue: JobQueue,
  parts: { shop: ShopFacts; pepper: Pepper; postman: Postman | undefined },
): void {
  const ports = { ...parts, writesLetters: parts.postman !== undefined }
  queue.work(sendNoticeLetter, makeSendNoticeLetter(ctx, ports))
  queue.on(passwordSet, 'tell-owner', tellPasswordSet(ctx, ports))
  queue.on(newDeviceSeen, 'tell-owner', tellNewDevice(ctx, ports))
  queue.on(passkeyAdded, 'tell-owner', tellPasskeyAdded(ctx, ports))
  queue.on(passkeyRemoved, 'tell-owner', tellPasskeyRemoved(ctx, ports))
  queue.on(identifierAdded, 'tell-owner', tellIdentifierAdded(ctx, ports))
  queue.on(identifierRemoved, 'tell-owner', tellIdentifierRemoved(ctx, ports))
  queue.on(accountsJoined, 'tell-owner', tellAccountsJoined(ctx, ports))
  queue.on(refreshTokenReused, 'tell-owner', tellTokenReused(ctx, ports))
  queue.on(phoneLost, 'tell-owner', tellPhoneLost(ctx, ports))
  queue.on(emailLost, 'tell-owner', tellEmailLost(ctx, ports))
  queue.on(claimIgnored, 'tell-owner', tellClaimIgnored(ctx, ports))
  queue.on(passwordUnkept, 'tell-owner', tellPasswordUnkept(ctx, ports))
  queue.on(customerErased, 'say-farewell', sayFarewell(ctx, ports))
}
