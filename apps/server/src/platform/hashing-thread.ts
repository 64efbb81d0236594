import { hashSync, type Options, verifySync } from '@node-rs/argon2'

// Runs on threads of its own, and only here may it wait for a hash.

export function hash({ password, cost }: { password: string; cost: Options }): string {
  return hashSync(password, cost)
}

export function verify({ password, hash }: { password: string; hash: string }): boolean {
  return verifySync(hash, password)
}
