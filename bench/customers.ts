import type { Phone } from '@vitrina/contract'
import { admitCustomer } from '../apps/server/src/modules/own-account/index.ts'
import { type Ctx, PasswordHasher } from '../apps/server/src/platform/index.ts'

export const password = 'Сирень-2026'

export interface Member {
  telegramId: number
  phone: string
  passwordHash: string
}

/** Customers with a password, admitted as if each had proven a phone in Telegram. */
export async function admitMembers(ctx: Ctx, count: number): Promise<Member[]> {
  const hasher = new PasswordHasher()
  const members: Member[] = []
  for (let nth = 0; nth < count; nth++) {
    const phone = `+7916${String(nth).padStart(7, '0')}` as Phone
    const passwordHash = await hasher.hash(password)
    const device = { browser: null, system: null, network: null }
    const telegramId = 1_000_000 + nth
    const proof = { telegramId, telegramUsername: null, phone, email: null }
    await admitCustomer(ctx, proof, { name: 'Анна', locale: 'ru', passwordHash, device })
    members.push({ telegramId, phone, passwordHash })
  }
  await hasher.close()
  return members
}
