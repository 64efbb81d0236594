import { type Locale, maskPhone, type Phone } from '@vitrina/contract'
import { type Ctx, publish, transact, violatedConstraint } from '#platform'
import { customerRegistered, passwordSet, phoneLost } from './events.ts'
import { type CustomerRow, type DeviceInfo, decideAdmission, type TelegramProof } from './model.ts'
import { insertCustomer, lockCustomers, updateCustomer } from './store.ts'

/** What was typed before the proof; used only for an account that is made now. */
export interface Claim {
  name: string
  locale: Locale
  passwordHash: string | null
  /** Where it was typed: named in the notice about the password. */
  device: DeviceInfo
}

// In each round somebody wins, and nobody has this many proofs of one phone at once.
const ROUNDS = 10

/**
 * Finds or makes the one account of whoever proved a Telegram contact (X1).
 *
 * An existing account never takes the claim's name or password: the claim was typed before
 * anything was proven, perhaps by somebody else (S2). A phone held by another account moves to
 * the prover, and its holder is told (S11). Two proofs at once end in one account.
 */
export async function admitCustomer(ctx: Ctx, proof: TelegramProof, claim: Claim): Promise<CustomerRow> {
  for (let round = 1; ; round++) {
    try {
      return await transact(ctx, (ctx) => admit(ctx, proof, claim))
    } catch (error) {
      // Another proof of the same identifier committed between our look and our insert: it is found now.
      if (round === ROUNDS || !violatedConstraint(error)?.startsWith('customers_')) throw error
    }
  }
}

async function admit(ctx: Ctx, proof: TelegramProof, claim: Claim): Promise<CustomerRow> {
  const held = await lockCustomers(ctx.db, proof)
  const byTelegram = held.find(({ telegramId }) => telegramId === proof.telegramId)
  const byPhone = held.find(({ phone }) => phone !== null && phone === proof.phone)
  const { admission, displaced } = decideAdmission(proof, byTelegram, byPhone)
  const now = ctx.now()

  if (displaced && proof.phone) {
    await updateCustomer(ctx.db, displaced, { phone: null, phoneVerifiedAt: null, updatedAt: now })
    await publish(ctx, phoneLost, { customerId: displaced, masked: maskPhone(proof.phone) })
  }
  if (admission.kind === 'create') return create(ctx, proof, claim)

  const updated = await updateCustomer(ctx.db, admission.id, {
    telegramUsername: proof.telegramUsername,
    updatedAt: now,
    ...(admission.linkTelegram && { telegramId: proof.telegramId }),
    ...(admission.takePhone && provenPhone(proof.phone, now)),
  })
  if (!updated) throw new Error('a locked customer is gone')
  return updated
}

async function create(ctx: Ctx, proof: TelegramProof, claim: Claim): Promise<CustomerRow> {
  const now = ctx.now()
  const customer = await insertCustomer(ctx.db, {
    name: claim.name,
    locale: claim.locale,
    telegramId: proof.telegramId,
    telegramUsername: proof.telegramUsername,
    ...provenPhone(proof.phone, now),
    passwordHash: claim.passwordHash,
    passwordSetAt: claim.passwordHash === null ? null : now,
    createdAt: now,
    updatedAt: now,
  })
  await publish(ctx, customerRegistered, { customerId: customer.id })
  if (customer.passwordSetAt) {
    await publish(ctx, passwordSet, { customerId: customer.id, setAt: now.toISOString(), device: claim.device })
  }
  return customer
}

function provenPhone(phone: Phone | null, now: Date) {
  return { phone, phoneVerifiedAt: phone === null ? null : now }
}
