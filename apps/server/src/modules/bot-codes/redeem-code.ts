import type { Locale, Phone } from '@vitrina/contract'
import { nameless } from '@vitrina/contract/nameless'
import { type Contacts, type CustomerRow, type DeviceInfo, noteContacts } from '#identity'
import { admitCustomer } from '#own-account'
import { type Ctx, codeMatches, type Limits, type Pepper, type Refusal, transact } from '#platform'
import { type AccessTokens, beginSession, handOut, type OpenedSession } from '#sessions'
import { codeRejected } from './errors.ts'
import { blindGuesses, codeFailures } from './limits.ts'
import { giveBack, type IssuedCode, proofOf, spend, takeAttempt } from './model.ts'
import { type CodeStore, findLiveCode, updateCode } from './store.ts'

export interface RedeemPorts extends CodeStore {
  pepper: Pepper
  limits: Limits
  /** In memory: for what a stranger may do before anything is known of him. */
  flood: Limits
  tokens: AccessTokens
}

export interface RedeemCode {
  phone: Phone
  code: string
  device: DeviceInfo
  /** What the page speaks: for a new account whose chat has told nothing. */
  locale: Locale
  /** Whom limits by network address count. */
  address: string
}

export interface Redeemed {
  opened: OpenedSession
  customer: CustomerRow
  /** The account's, proven or typed. */
  contacts: Contacts
}

/**
 * Trades the code that the bot gave, together with the number that the bot was told, for a signed-in
 * session. The account is that of the Telegram id; that of the number only if the number was
 * shared there (D5).
 *
 * Refuses with `bot_codes.code_rejected` whether the code is unknown, expired, voided, spent or
 * simply wrong. Of many right ones at once one opens a session.
 */
export async function redeemCode(ctx: Ctx, input: RedeemCode, ports: RedeemPorts): Promise<Redeemed> {
  const found = await findLiveCode(ports, ctx, input.phone)
  if (!found) throw await blindGuess(input, ports)
  const identifier = String(found.telegramId)
  await ports.limits.ensureAllowed(codeFailures, identifier)

  // Counted before it is compared, so that parallel guesses cannot share an attempt (S15).
  const taken = await updateCode(ports, ctx, found, takeAttempt)
  if (!taken) throw await blindGuess(input, ports)
  if (!codeMatches(ports.pepper, taken.id, input.code, taken.sealed)) {
    // Past the limit the wrong are answered like the right: an answer would still be a guess.
    await ports.limits.consume(codeFailures, identifier)
    throw codeRejected()
  }
  // Once more, by what was counted meanwhile: guesses sent at once each found the limit open.
  await ports.limits.ensureAllowed(codeFailures, identifier)
  const spent = await updateCode(ports, ctx, taken, spend)
  if (!spent) throw codeRejected()
  return openAccount(ctx, { ...input, issued: spent }, ports)
}

/** There is no code to guess. Counted against the number, such guesses would let strangers lock its owner out (S15). */
async function blindGuess({ address }: RedeemCode, { flood }: RedeemPorts): Promise<Refusal> {
  await flood.consume(blindGuesses, address)
  return codeRejected()
}

async function openAccount(
  ctx: Ctx,
  { issued, device, locale }: RedeemCode & { issued: IssuedCode },
  ports: RedeemPorts,
): Promise<Redeemed> {
  const spoken = issued.locale ?? locale
  const typed = { phone: issued.phone, email: null }
  const claim = {
    ...{ name: issued.name ?? nameless[spoken], locale: spoken, passwordHash: null, device },
    unproven: typed,
  }
  const opening = transact(ctx, async (ctx) => {
    const customer = await admitCustomer(ctx, proofOf(issued), claim)
    // Typed in the account's own chat, so it is kept for an account that was there before, too.
    const contacts = await noteContacts(ctx, customer, typed)
    return { begun: await beginSession(ctx, { customer, device, amr: 'otp' }), customer, contacts }
  })
  const { begun, ...account } = await opening.catch(async (error) => {
    // Nothing was opened: «try again in a minute» has to work with the same code. If even this
    // cannot be written, the person gets another from the bot.
    await updateCode(ports, ctx, issued, giveBack).catch(() => {})
    throw error
  })
  return { ...account, opened: await handOut(ctx, begun, ports.tokens) }
}
