import type { Phone } from '@vitrina/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findClaims, noteContacts } from '#identity'
import { admitCustomer, attachIdentifier } from '#own-account'
import { type Ctx, transact } from '#platform'
import { byMail, newEmail } from './accounts.ts'
import { countLockWaits } from './database.ts'
import { eventually } from './eventually.ts'
import { newPhone } from './made-up.ts'
import { newClaim, newProof, type UseCases, useCases } from './use-cases.ts'

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterAll(() => on.close())

type Act = (ctx: Ctx, phone: Phone) => Promise<unknown>

/** Those who name a number that they do not prove. */
const claiming: [string, Act][] = [
  [
    'typed in one’s own account',
    async (ctx, phone) => noteContacts(ctx, (await byMail(on)).customer, { phone, email: null }),
  ],
  [
    'typed at a registration',
    (ctx, phone) => {
      const proof = newProof({ telegramId: null, phone: null, email: newEmail() })
      return admitCustomer(ctx, proof, newClaim({ unproven: { phone, email: null } }))
    },
  ],
]

/** Those who prove it. */
const proving: [string, Act][] = [
  ['a new account', (ctx, phone) => admitCustomer(ctx, newProof({ phone }), newClaim())],
  [
    'an account that was there',
    async (ctx, phone) => {
      const proof = newProof({ telegramId: null, phone })
      return attachIdentifier(ctx, { ...(await byMail(on)), proof })
    },
  ],
]

const pairs = claiming.flatMap(([typed, claim]) =>
  proving.flatMap(([proven, prove]) => [
    { what: `${typed}, and proven meanwhile for ${proven}`, first: claim, second: prove },
    { what: `proven for ${proven}, and meanwhile ${typed}`, first: prove, second: claim },
  ]),
)

/** Begins the second while the first has done its work and not committed; ends both. */
async function overlapping(phone: Phone, first: Act, second: Act): Promise<void> {
  const [done, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const before = transact(on.ctx, async (ctx) => {
    await first(ctx, phone)
    done.resolve()
    await goOn.promise
  })
  await done.promise
  const after = transact(on.ctx, (ctx) => second(ctx, phone))
  await Promise.race([after, eventually(ensureSomebodyWaits)])
  goOn.resolve()
  await Promise.all([before, after])
}

async function ensureSomebodyWaits(): Promise<void> {
  expect(await countLockWaits(on.ctx.db)).toBe(1)
}

async function claimsTo(phone: Phone): Promise<unknown[]> {
  const { rows } = await on.ctx.db.execute(`select customer_id from contact_claims where value = '${phone}'`)
  return rows
}

describe('a claim to what is proven at the same moment does not stay behind (C4, S12)', () => {
  test.each(pairs)('$what', async ({ first, second }) => {
    const phone = newPhone() as Phone
    await overlapping(phone, first, second)
    expect(await claimsTo(phone)).toEqual([])
  })
})

test('of two who name and prove the same crosswise, neither waits for ever', async () => {
  for (let n = 0; n < 10; n++) {
    const [phone, email] = [newPhone() as Phone, newEmail()]
    const [byPhone, byEmail] = await Promise.all([
      admitCustomer(on.ctx, newProof({ telegramId: null, phone }), newClaim({ unproven: { phone: null, email } })),
      admitCustomer(
        on.ctx,
        newProof({ telegramId: null, phone: null, email }),
        newClaim({ unproven: { phone, email: null } }),
      ),
    ])
    expect([byPhone.phone, byEmail.email]).toEqual([phone, email])
    for (const { id } of [byPhone, byEmail]) {
      expect(await findClaims(on.ctx.db, id)).toEqual({ phone: null, email: null })
    }
  }
})

test('somebody erased meanwhile is left with no claim (Y7)', async () => {
  const { customer } = await byMail(on)
  const { emptyCustomer } = await import('#identity')
  await emptyCustomer(on.ctx, customer.id)
  const phone = newPhone() as Phone
  await transact(on.ctx, (ctx) => noteContacts(ctx, customer, { phone, email: null }))
  expect(await claimsTo(phone)).toEqual([])
})
