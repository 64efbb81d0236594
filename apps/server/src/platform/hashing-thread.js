import { hashSync, verifySync } from '@node-rs/argon2'

// Runs on threads of its own, and only here may it wait for a hash. Plain JavaScript: to take the types out
// of one file each thread would load a compiler for half a second.

export const hash = ({ password, cost }) => hashSync(password, cost)

export const verify = ({ password, hash }) => verifySync(hash, password)
