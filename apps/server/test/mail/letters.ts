import type { Email } from '@vitrina/contract'
import type { Letter } from '#mail'

let letters = 0

/** A letter that no other test sends. */
export function newLetter(overrides: Partial<Letter> = {}): Letter {
  const key = `test:${++letters}`
  return {
    to: `anna${letters}@shop.example` as Email,
    subject: 'Добрый день',
    text: 'Сирень зацвела',
    html: '<p>Сирень зацвела</p>',
    key,
    ...overrides,
  }
}

export const SENDER = { address: 'shop@vitrina.example' as Email }
