import { type Phone, readSharedPhone } from '@vitrina/contract'
import {
  admitCustomer,
  type CustomerId,
  type CustomerRow,
  type DeviceInfo,
  findCustomer,
  findCustomerByProof,
} from '#identity'
import { type Ctx, transact } from '#platform'
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
 * Gives the account the phone that its own Telegram has shared in the Mini App. A number that
 * another account holds moves, and its holder is told (S11).
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
  const { id, telegramId, name, locale } = customer
  const proof = { ...nothing, telegramId, telegramUsername: username, phone }
  await transact(ctx, async (ctx) => {
    const admitted = await admitCustomer(ctx, proof, { name, locale, passwordHash: null, device })
    // The account has lost its Telegram a moment ago, and the proof would make another one.
    if (admitted.id !== id) throw contactRejected()
  })
}
