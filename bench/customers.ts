import { randomBytes } from 'node:crypto'
import type { Phone } from '@vitrina/contract'
import { pino } from 'pino'
import { admitCustomer } from '../apps/server/src/modules/identity/index.ts'
import { type ConnectionOptions, type Ctx, Database, PasswordHasher } from '../apps/server/src/platform/index.ts'

export const password = 'Сирень-2026'

export interface Member {
  phone: string
  passwordHash: string
}

/** Customers with a password, admitted as if each had proven a phone in Telegram. */
export async function admitMembers(connection: ConnectionOptions, count: number): Promise<Member[]> {
  const log = pino({ level: 'silent' })
  const database = new Database(connection, { poolSize: 1, log })
  // Nobody is told: the queue belongs to the product, and its notices would be part of the load.
  const jobs = { send: async () => {}, publish: async () => {} }
  const ctx: Ctx = { db: database.db, now: () => new Date(), random: randomBytes, jobs, log }
  const hasher = new PasswordHasher()
  const members: Member[] = []
  for (let nth = 0; nth < count; nth++) {
    const phone = `+7916${String(nth).padStart(7, '0')}` as Phone
    const passwordHash = await hasher.hash(password)
    const device = { browser: null, system: null, network: null }
    const proof = { telegramId: 1_000_000 + nth, telegramUsername: null, phone, email: null }
    await admitCustomer(ctx, proof, { name: 'Анна', locale: 'ru', passwordHash, device })
    members.push({ phone, passwordHash })
  }
  await hasher.close()
  await database.close()
  return members
}
