import type { Ctx, PasswordHasher } from '#platform'
import { findUnderNames, type Verification, type VerificationStore } from '#verifications'

/**
 * Hashes the password of a registration, which waits with the claim until the proof (S2). One that
 * waits under the same name with the same password already gives its hash: contract C asks for
 * another code by registering again, and equal hashes tell that from a stranger's (S12).
 */
export async function hashClaimedPassword(
  ctx: Ctx,
  { password, verification }: { password: string | undefined; verification: Verification },
  { ephemeral, hasher }: VerificationStore & { hasher: Pick<PasswordHasher, 'hash' | 'verify'> },
): Promise<string | null> {
  if (password === undefined) return null
  const others = verification.flow === 'contract_c' ? await findUnderNames(ctx, verification, { ephemeral }) : []
  for (const hash of new Set(others.map(({ verification }) => verification.claim.passwordHash))) {
    if (hash !== null && (await hasher.verify(hash, password))) return hash
  }
  return hasher.hash(password)
}
