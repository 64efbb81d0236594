import { randomBytes } from 'node:crypto'
import type { Email } from '@vitrina/contract'
import pg from 'pg'
import { pino } from 'pino'
import { admitCustomer } from '../apps/server/src/modules/own-account/index.ts'
import { openSession } from '../apps/server/src/modules/sessions/index.ts'
import { issueCode } from '../apps/server/src/modules/verifications/code-steps.ts'
import type { Verification, VerificationId } from '../apps/server/src/modules/verifications/model.ts'
import { insertVerification } from '../apps/server/src/modules/verifications/store.ts'
import {
  type Ctx,
  Database,
  hashToken,
  type Keys,
  newToken,
  openKeys,
  PostgresEphemeral,
  sealCode,
} from '../apps/server/src/platform/index.ts'
import type { Pending, Product } from './product.ts'

export const CODE = '123456'
const device = { browser: null, system: null, network: null }
const MINUTES_MS = 60_000

/** What is made ready behind the product's back, by its own functions on its own database and keys. */
export interface Backstage {
  ctx: Ctx
  /** Signs so many customers in; each is a refresh token and an access token. */
  openSessions(count: number): Promise<{ refreshToken: string; accessToken: string }[]>
  /** Registrations by mail whose code has just been sent: the mailbox, and so the customer, is another each time. */
  issueCodes(count: number): Promise<Pending[]>
  /** Leaves so many codes of others waiting; out: what takes them away again. */
  letCodesWait(count: number): Promise<() => Promise<void>>
  close(): Promise<void>
}

export async function openBackstage(product: Product): Promise<Backstage> {
  const log = pino({ level: 'silent' })
  const database = new Database(product.database, { poolSize: 8, log })
  // Nobody is told: the queue belongs to the product, and its notices would be part of the load.
  const jobs = { send: async () => {}, publish: async () => {} }
  const ctx: Ctx = { db: database.db, now: () => new Date(), random: randomBytes, jobs, log }
  const keys = await openKeys({ dataDir: product.dataDir, now: ctx.now(), log })
  let issued = 0
  // On a connection of its own: the product's gives up after two seconds.
  const queryPatiently = async (text: string, values: unknown[] = []): Promise<void> => {
    const client = new pg.Client(product.database)
    await client.connect()
    await client.query(text, values).finally(() => client.end())
  }
  // Years of a shop in a second: by itself the database looks only once a minute how much there is by now.
  const analyzed = async <Made>(made: Promise<Made>): Promise<Made> => {
    const all = await made
    await queryPatiently('analyze customers, sessions, refresh_tokens, audit_entries, ephemeral')
    return all
  }
  return {
    ctx,
    openSessions: (count) => analyzed(inParallel(count, (nth) => openOne(ctx, keys, { nth, issuer: product.url }))),
    issueCodes: (count) => analyzed(inParallel(count, () => issueOne(ctx, keys, issued++))),
    letCodesWait: async (count) => {
      await issueOne(ctx, keys, issued++)
      await queryPatiently(
        `insert into ephemeral (key, value, version, expires_at)
         select 'verification:waiting ' || nth, value, version, now() + interval '1 hour'
         from generate_series(1, $1::integer) as nth,
           (select * from ephemeral where key like 'verification:%' limit 1) as one`,
        [count],
      )
      return () => queryPatiently(`delete from ephemeral where key like 'verification:waiting %'`)
    },
    close: () => database.close(),
  }
}

async function openOne(ctx: Ctx, keys: Keys, { nth, issuer }: { nth: number; issuer: string }) {
  const customer = await admit(ctx, nth)
  const opened = await openSession(ctx, { customer, device, amr: 'otp' }, { keys, issuer })
  return { refreshToken: opened.refreshToken, accessToken: opened.session.accessToken }
}

async function issueOne(ctx: Ctx, { pepper }: Keys, nth: number): Promise<Pending> {
  const { email } = await admit(ctx, nth)
  const [id, txn] = [newToken(ctx.random) as VerificationId, newToken(ctx.random)]
  const now = ctx.now()
  const expiresAt = new Date(now.getTime() + 10 * MINUTES_MS)
  const verification: Verification = {
    flow: 'native',
    method: 'email',
    purpose: 'register',
    subject: null,
    status: 'code_sent',
    txnHash: hashToken(txn),
    claim: {
      name: 'Анна',
      phone: null,
      email,
      telegramUsername: null,
      passwordHash: null,
      locale: 'ru',
      customerId: null,
    },
    origin: { ...device, at: now.toISOString() },
    expiresAt: expiresAt.toISOString(),
    telegram: null,
    contactPhone: null,
    contactAnonymous: null,
    code: null,
    sent: 1,
    delivered: 1,
    resendAt: null,
    customerId: null,
  }
  const code = { sealed: sealCode(pepper, id, CODE), returnHash: hashToken(newToken(ctx.random)) }
  const ready = issueCode(verification, 1, code, now)
  await insertVerification(new PostgresEphemeral(), ctx, id, ready, new Date(expiresAt.getTime() + 30 * MINUTES_MS))
  return { id, cookie: `vitrina_txn=${txn}` }
}

function admit(ctx: Ctx, nth: number) {
  const email = `person${nth}@shop.example` as Email
  const proof = { telegramId: null, telegramUsername: null, phone: null, email }
  return admitCustomer(ctx, proof, { name: 'Анна', locale: 'ru', passwordHash: null, device })
}

async function inParallel<Made>(count: number, make: (nth: number) => Promise<Made>): Promise<Made[]> {
  const made: Made[] = []
  let next = 0
  const worker = async () => {
    while (next < count) {
      const nth = next++
      made[nth] = await make(nth)
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker))
  return made
}
