import { type Ctx, hashToken, upsert } from '#platform'
import { CODE_MS, VERIFICATION_MS } from './model.ts'
import type { VerificationStore } from './store.ts'

/** Remembers of a name that two registrations with different passwords stood under it: one of them may be over sooner. */
export async function markContested(ctx: Ctx, name: string, { ephemeral }: VerificationStore): Promise<void> {
  // As long as a code of theirs may be typed.
  const expiresAt = new Date(ctx.now().getTime() + VERIFICATION_MS + CODE_MS)
  await upsert(ephemeral, ctx, keyOf(name), { expiresAt, step: () => true })
}

export async function isContested(ctx: Ctx, name: string, { ephemeral }: VerificationStore): Promise<boolean> {
  return (await ephemeral.get(ctx, keyOf(name))) !== undefined
}

function keyOf(name: string): string {
  return `verifications-contested:${hashToken(name)}`
}
