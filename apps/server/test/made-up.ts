import { randomBytes } from 'node:crypto'

export const BOT_SECRET = 'the-secret-of-an-external-bot'

/** A valid Russian mobile number that no other test uses. */
export function newPhone(): string {
  return `+79${String(randomBytes(5).readUIntBE(0, 5) % 1_000_000_000).padStart(9, '0')}`
}
