import { randomInt } from 'node:crypto'
import type { PersonRecord } from './state.ts'

/** What may be chosen about a new person; the rest is made up. */
export interface PersonOverrides {
  id?: number
  firstName?: string
  lastName?: string
  username?: string
  phone?: string
  languageCode?: string
}

// Past 32 bits on purpose: a column or a parser of 32 bits must fail on the first person.
const firstPersonId = 5_500_000_000

/**
 * The people a demo starts with. Emily's number is from the range that the United Kingdom keeps for
 * drama; Russia and Uzbekistan keep none, so the others have the first numbers of a block. Any phone
 * library takes them, and nothing is ever sent to them. Timur's client leaves the `+` out, as some do.
 */
export function demoPeople(): PersonRecord[] {
  return [
    {
      id: 5_500_000_101,
      firstName: 'Анна',
      lastName: 'Соколова',
      username: 'anna_sokolova',
      phone: '+79000000101',
      languageCode: 'ru',
    },
    { id: 5_500_000_102, firstName: 'Timur', lastName: 'Karimov', phone: '998900000102', languageCode: 'uz' },
    { id: 5_500_000_103, firstName: 'Emily', username: 'emily_reads', phone: '+442079460103', languageCode: 'en' },
  ]
}

/** Completes the overrides to a person whose id, and phone unless given, nobody in `others` has. */
export function makePerson(others: readonly PersonRecord[], overrides: PersonOverrides): PersonRecord {
  const id = overrides.id ?? unusedId(others)
  if (others.some((person) => person.id === id)) throw new Error(`there already is a person ${id}`)
  return {
    id,
    firstName: overrides.firstName ?? `Person ${others.length + 1}`,
    ...(overrides.lastName ? { lastName: overrides.lastName } : {}),
    ...(overrides.username ? { username: overrides.username } : {}),
    phone: overrides.phone ?? unusedPhone(others),
    languageCode: overrides.languageCode ?? 'en',
  }
}

function unusedId(others: readonly PersonRecord[]): number {
  for (;;) {
    const id = firstPersonId + randomInt(1_000, 900_000_000)
    if (others.every((person) => person.id !== id)) return id
  }
}

function unusedPhone(others: readonly PersonRecord[]): string {
  for (;;) {
    const phone = `+79${String(randomInt(0, 1_000_000_000)).padStart(9, '0')}`
    if (others.every((person) => person.phone !== phone)) return phone
  }
}
