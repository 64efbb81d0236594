import type { Email } from '@vitrina/contract'
import {
  type CustomerId,
  type DeviceInfo,
  findChanges,
  findFamily,
  type IdentifierChange,
  maskOf,
  wasOf,
} from '#identity'
import { type Ctx, enqueue, type Handler, transact } from '#platform'
import type { SessionId } from '#sessions'
import { sendNoticeLetter } from './letters.ts'
import { NOTICE_MS, passkeySubject } from './model.ts'
import { keepNotice, type NoticePorts, nobody, type Recipients, raiseNotice, sayInChat } from './raise-notice.ts'
import { deleteNoticesOf } from './store.ts'

type Tell<Data extends object> = (ctx: Ctx, ports: NoticePorts) => Handler<Data>
type OfCustomer<More = object> = { customerId: CustomerId } & More

/** «A password was set … Not me» (S2): names this very password. */
export const tellPasswordSet: Tell<OfCustomer<{ setAt: string; device: DeviceInfo }>> =
  (ctx, ports) =>
  ({ customerId, setAt, device }) =>
    raiseNotice(ctx, { customerId, kind: 'password_set', subject: setAt, details: { device } }, ports)

/** Somebody signed in from where the owner has not been seen. */
export const tellNewDevice: Tell<OfCustomer<{ sessionId: SessionId; device: DeviceInfo }>> =
  (ctx, ports) =>
  ({ customerId, sessionId, device }) =>
    raiseNotice(ctx, { customerId, kind: 'new_device', subject: sessionId, details: { device } }, ports)

/** A copied refresh token was used; the session is already over (S19). */
export const tellTokenReused: Tell<OfCustomer<{ sessionId: SessionId; device: DeviceInfo }>> =
  (ctx, ports) =>
  ({ customerId, sessionId, device }) =>
    raiseNotice(ctx, { customerId, kind: 'token_reused', subject: sessionId, details: { device } }, ports)

type ActOnPasskey<When> = OfCustomer<When & { sessionId: SessionId; device: DeviceInfo }>

/** The account can be opened by one more key. */
export const tellPasskeyAdded: Tell<ActOnPasskey<{ addedAt: string }>> =
  (ctx, ports) =>
  ({ addedAt: at, ...act }) =>
    tellPasskey(ctx, { ...act, at, kind: 'passkey_added' }, ports)

/** A key opens nothing any more. */
export const tellPasskeyRemoved: Tell<ActOnPasskey<{ removedAt: string }>> =
  (ctx, ports) =>
  ({ removedAt: at, ...act }) =>
    tellPasskey(ctx, { ...act, at, kind: 'passkey_removed' }, ports)

/** Which one it was is not said: its name may be a stranger's sentence to the owner (S21). */
function tellPasskey(
  ctx: Ctx,
  { customerId, kind, device, ...act }: ActOnPasskey<{ at: string; kind: 'passkey_added' | 'passkey_removed' }>,
  ports: NoticePorts,
): Promise<void> {
  return raiseNotice(ctx, { customerId, kind, subject: passkeySubject(act), details: { device } }, ports)
}

type ActOnIdentifiers = OfCustomer<{ actId: string; device: DeviceInfo }>

/** What the account is found by was added to, or replaced: told where it was found before as well. */
export const tellIdentifierAdded: Tell<ActOnIdentifiers> =
  (ctx, ports) =>
  ({ customerId, actId, device }) =>
    tellChanges(ctx, { customerId, kind: 'identifiers_added', actId, device }, ports)

export const tellIdentifierRemoved: Tell<ActOnIdentifiers> =
  (ctx, ports) =>
  ({ customerId, actId, device }) =>
    tellChanges(ctx, { customerId, kind: 'identifiers_removed', actId, device }, ports)

/** Two accounts became one: whoever was reached by either is told. */
export const tellAccountsJoined: Tell<{ into: CustomerId; actId: string; device: DeviceInfo }> =
  (ctx, ports) =>
  ({ into, actId, device }) =>
    tellChanges(ctx, { customerId: into, kind: 'accounts_joined', actId, device }, ports)

async function tellChanges(
  ctx: Ctx,
  {
    actId: subject,
    device,
    ...about
  }: ActOnIdentifiers & {
    kind: 'identifiers_added' | 'identifiers_removed' | 'accounts_joined'
  },
  ports: NoticePorts,
): Promise<void> {
  const changes = await findChanges(ctx.db, subject)
  const what = changes
    .filter(({ customerId }) => customerId === about.customerId)
    .map((change) => ({
      kind: change.kind,
      ...maskOf(change.kind, change.after ?? change.before ?? ''),
      ...wasOf(change),
    }))
  const left = leftOf(changes, about.customerId)
  const details = { device, what, ...(left.length > 0 && { left }) }
  await raiseNotice(ctx, { ...about, subject, details }, { ...ports, also: formerOf(changes) })
}

/** What others had before the act and this account did not get: whoever comes by it is a stranger now. */
function leftOf(changes: readonly IdentifierChange[], own: CustomerId) {
  const got = new Set(changes.filter(({ customerId }) => customerId === own).map(({ after }) => after))
  return changes.flatMap(({ customerId, kind, before }) =>
    customerId === own || before === null || got.has(before) ? [] : [{ kind, ...maskOf(kind, before) }],
  )
}

// An attacker who replaces the address must not be the only one to read of it.
function formerOf(changes: readonly IdentifierChange[]): Recipients {
  const former = (wanted: IdentifierChange['kind']) =>
    changes.flatMap(({ kind, before }) => (kind === wanted && before !== null ? [before] : []))
  return { chats: former('telegram').map(Number), mailboxes: former('email') as Email[] }
}

type Lost = OfCustomer<{ masked: string; at: string }>

/** The phone was proven by somebody else (S11). */
export const tellPhoneLost: Tell<Lost> = (ctx, ports) => (event) => raiseNotice(ctx, lost('phone', event), ports)

/** The address was proven by somebody else (S11). */
export const tellEmailLost: Tell<Lost> = (ctx, ports) => (event) => raiseNotice(ctx, lost('email', event), ports)

function lost(kind: 'phone' | 'email', { customerId, masked: value, at: subject }: Lost) {
  return { customerId, kind: `${kind}_lost` as const, subject, details: { what: [{ kind, value }] } }
}

/** The account was there before, so what was typed on the site was not taken. */
export const tellClaimIgnored: Tell<OfCustomer<{ at: string }>> =
  (ctx, ports) =>
  ({ customerId, at: subject }) =>
    raiseNotice(
      ctx,
      { customerId, kind: 'claim_ignored', subject, details: {} },
      // Said to whoever has just registered; the mailbox may be of somebody who did not.
      { ...ports, writesLetters: false, also: nobody },
    )

/** No password was kept, for there were two (S12): told by mail as well, which is where the code was sent. */
export const tellPasswordUnkept: Tell<OfCustomer<{ at: string }>> =
  (ctx, ports) =>
  ({ customerId, at: subject }) =>
    raiseNotice(ctx, { customerId, kind: 'password_unkept', subject, details: {} }, ports)

/**
 * The farewell to somebody who is nobody any more, where they could be reached until now (Y7). Of what
 * they were told before nothing is kept, and of this that it was said, and not where.
 */
export const sayFarewell: Tell<{
  customerId: CustomerId
  telegramId: number | null
  email: Email | null
  locale: 'ru' | 'uz' | 'en'
}> =
  (ctx, { shop, writesLetters, pepper }) =>
  ({ customerId, telegramId, email: to, locale }) =>
    transact(ctx, async (ctx) => {
      const saying = { kind: 'erased', details: {}, locale } as const
      const first = await keepNotice(ctx, { ...saying, customerId, subject: '', chats: [] }, pepper)
      if (!first) return
      await deleteNoticesOf(ctx.db, await findFamily(ctx.db, customerId), { except: first })
      if (telegramId !== null) await sayInChat(ctx, telegramId, { ...saying, shop: shop.name })
      if (to === null || !writesLetters) return
      const until = new Date(ctx.now().getTime() + NOTICE_MS).toISOString()
      await enqueue(ctx, sendNoticeLetter, { ...saying, to, key: `erased.${customerId}`, until })
    })
