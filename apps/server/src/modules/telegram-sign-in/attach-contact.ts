import { type Phone, readSharedPhone } from '@vitrina/contract'
import { type CustomerId, type CustomerRow, type DeviceInfo, findCustomer, findCustomerByProof } from '#identity'
import { attachContact } from '#own-account'
import type { Ctx } from '#platform'
import { contactRejected, phoneUnusable } from './errors.ts'
import { readSigned, type TelegramKeys } from './init-data.ts'
import { CONTACT_MS, isFresh, readJson, SharedContact } from './model.ts'

export interface AttachSignedContact {
  customerId: CustomerId
  /** As `requestContact` answered the page. */
  contact: string
  device: DeviceInfo
}

/**
 * Gives the account the phone that its own Telegram has shared in the Mini App. An account with
 * this number and no Telegram becomes part of it (X1); from one of another Telegram the number
 * moves, and its holder is told (S11).
 *
 * Refuses with `telegram_sign_in.contact_rejected` what is not signed by Telegram, not fresh, or
 * the contact of somebody else (S5), and with `telegram_sign_in.phone_unusable` an anonymous
 * number. Sent again it changes nothing.
 */
export async function attachSignedContact(
  ctx: Ctx,
  input: AttachSignedContact,
  { telegramKeys }: { telegramKeys: TelegramKeys },
): Promise<Phone> {
  const signed = readSigned(input.contact, telegramKeys)
  const contact = readJson(SharedContact, signed?.fields.get('contact'))
  if (!signed || !contact || !isFresh(signed.signedAt, ctx.now(), CONTACT_MS)) throw contactRejected()
  const customer = await findCustomer(ctx.db, input.customerId)
  if (!customer || customer.telegramId !== contact.user_id) throw contactRejected()
  const phone = readContactPhone(contact.phone_number)
  if (!phone) throw phoneUnusable()

  await attach(ctx, { customer, username: customer.telegramUsername, phone, device: input.device })
  return phone
}

export interface AttachChatContact {
  telegramId: number
  username: string | null
  /** Of the sender's own contact; nothing for +888. */
  phone: Phone | null
}

/**
 * The same for an own contact that came to the bot by itself: Telegram sends there, too, what is
 * shared in the Mini App. Out: whether the sender has an account to put it on; `no_phone` when the
 * number is an anonymous one.
 */
export async function attachChatContact(
  ctx: Ctx,
  { telegramId, username, phone }: AttachChatContact,
): Promise<'attached' | 'no_account' | 'no_phone'> {
  const customer = await findCustomerByProof(ctx.db, { ...nothing, telegramId })
  if (!customer) return 'no_account'
  if (!phone) return 'no_phone'
  await attach(ctx, { customer, username, phone, device: { browser: null, system: 'Telegram', network: null } })
  return 'attached'
}

/** Clients write a number with or without `+`, and put spaces into it. */
export function readContactPhone(text: string): Phone | undefined {
  return readSharedPhone(text.replace(/[\s()-]/g, ''))
}

const nothing = { telegramId: null, telegramUsername: null, phone: null, email: null }

async function attach(
  ctx: Ctx,
  {
    customer,
    username,
    phone,
    device,
  }: { customer: CustomerRow; username: string | null; phone: Phone; device: DeviceInfo },
): Promise<void> {
  const { id: customerId, telegramId } = customer
  if (telegramId === null) throw contactRejected()
  const proof = { ...nothing, telegramId, telegramUsername: username, phone }
  // The account may have lost its Telegram a moment ago, or have become part of another.
  if (!(await attachContact(ctx, { customerId, proof, device }))) throw contactRejected()
}
