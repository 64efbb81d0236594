import type { Locale } from '@vitrina/contract'
import {
  type Claim,
  type CustomerRow,
  type DeviceInfo,
  findCustomerByProof,
  findUnchanged,
  type Proof,
} from '#identity'
import { admitCustomer } from '#own-account'
import { type Ctx, type Ephemeral, transact } from '#platform'
import { type AccessTokens, beginSession, handOut, type OpenedSession } from '#sessions'
import { chooseLocale, findChat } from '#telegram'
import { initDataRejected, initDataStale, initDataUsed } from './errors.ts'
import { readSigned, type TelegramKeys } from './init-data.ts'
import { INIT_DATA_MS, isFresh, NEWCOMER_MS, nameOf, readJson, TelegramUser } from './model.ts'

export interface SignInMiniApp {
  initData: string
  /** Of the request, for somebody whose Telegram speaks none of ours. */
  locale: Locale
  device: DeviceInfo
}

export interface MiniAppPorts {
  telegramKeys: TelegramKeys
  ephemeral: Ephemeral
  tokens: AccessTokens
}

/**
 * Signs in whoever opened the Mini App, by what Telegram signed for them (E3, S13); a newcomer
 * gets an account, with or without a phone.
 *
 * Refuses with `telegram_sign_in.rejected` what is not Telegram's, with `telegram_sign_in.stale`
 * what is too old, sooner for a newcomer, and with `telegram_sign_in.used` what has signed in
 * before. However late it signs in, it proves that its owner was there when it was signed. Spent before
 * the session is opened: a failure in between costs another opening of the page, while the other order
 * would let two copies in.
 */
export async function signInMiniApp(ctx: Ctx, input: SignInMiniApp, ports: MiniAppPorts): Promise<OpenedSession> {
  const signed = readSigned(input.initData, ports.telegramKeys)
  const user = readJson(TelegramUser, signed?.fields.get('user'))
  if (!signed || !user) throw initDataRejected()
  if (!isFresh(signed.signedAt, ctx.now(), INIT_DATA_MS)) throw initDataStale()

  const proof = { telegramId: user.id, telegramUsername: user.username ?? null, phone: null, email: null }
  if (!isFresh(signed.signedAt, ctx.now(), NEWCOMER_MS) && !(await findCustomerByProof(ctx.db, proof))) {
    throw initDataStale()
  }
  const [known] = await Promise.all([findUnchanged(ctx.db, proof), spend(ctx, signed, ports.ephemeral)])

  const describe = async () => {
    const locale = await localeOf(ctx, user, input.locale)
    return { name: nameOf([user.first_name, user.last_name], locale), locale }
  }
  return admit(ctx, { known, proof, describe, device: input.device, provenAt: signed.signedAt }, ports.tokens)
}

interface Admitted {
  /** Who comes back with what is theirs already. */
  known: CustomerRow | undefined
  proof: Proof
  /** Of somebody who is not known yet. */
  describe: () => Promise<Pick<Claim, 'name' | 'locale'>>
  device: DeviceInfo
  provenAt: Date
}

/**
 * Admits the customer and opens the session, both or neither. Whoever is known needs no transaction: the session is
 * opened in one statement, and only for an account that still is one.
 */
export async function admit(
  ctx: Ctx,
  { known, proof, describe, device, provenAt }: Admitted,
  tokens: AccessTokens,
): Promise<OpenedSession> {
  const opening = { proof, device, amr: 'tg', provenAt } as const
  if (known) return handOut(ctx, await beginSession(ctx, { customer: known, ...opening }), tokens)

  const claim = { ...(await describe()), passwordHash: null, device }
  const begun = await transact(ctx, async (ctx) =>
    beginSession(ctx, { customer: await admitCustomer(ctx, proof, claim), ...opening }),
  )
  return handOut(ctx, begun, tokens)
}

/** The language that a person chose in the bot, else that of their Telegram, else that of the request. */
export async function localeOf(
  ctx: Ctx,
  { id, language_code }: { id: number; language_code?: string | undefined },
  fallback: Locale,
): Promise<Locale> {
  return chooseLocale((await findChat(ctx.db, id))?.locale, language_code, fallback)
}

async function spend(ctx: Ctx, signed: { mark: string; signedAt: Date }, ephemeral: Ephemeral): Promise<void> {
  // A second longer than it could be used: the last moment is still good.
  const until = new Date(signed.signedAt.getTime() + INIT_DATA_MS + 1000)
  // The session's own commit is waited for, and what came before it is on the disk with it.
  if (!(await ephemeral.unsynced.put(ctx, `init-data:${signed.mark}`, true, until))) throw initDataUsed()
}
