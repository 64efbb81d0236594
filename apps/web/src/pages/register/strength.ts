import { isOwnLogin, type Logins } from '@vitrina/contract/own-login'

/** How hard a password is to guess, told in three words rather than in rules. */
export type Strength = 'weak' | 'fair' | 'strong'

/** Known to stand in every list of guesses; the server keeps the long list. */
const FAMILIAR = /^(?:password|parol|qwerty|йцукен|пароль|admin|letmein|welcome|iloveyou)/i

/** What is known of a person and of the server that a password should not be. */
export interface Known {
  name: string
  /** As they were typed so far. */
  logins: Logins
  /** Passwords that the server refused as too common. */
  refused: readonly string[]
}

/**
 * Judges by what guessing programs try first: length counts most, repeats and runs count for
 * little, and so does what is the person's own or was refused before.
 */
export function strengthOf(password: string, { name, logins, refused }: Known): Strength {
  const lower = password.toLowerCase()
  const guessed = [name, ...refused].map((one) => one.toLowerCase())
  if (guessed.includes(lower) || isOwnLogin(password, logins)) return 'weak'
  const parts = [...guessed, ...partsOf(logins)]
  const borrows = parts.some((part) => part.length >= 3 && lower.includes(part))
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /[0-9]/, /[^\p{L}0-9]/u].filter((kind) => kind.test(password)).length
  const worth = distinctSteps(lower) + 2 * (kinds - 1) - (borrows ? 6 : 0) - (FAMILIAR.test(password) ? 6 : 0)
  if (worth >= 15) return 'strong'
  return worth >= 9 ? 'fair' : 'weak'
}

const partsOf = ({ phone, email }: Logins) => [phone ?? '', email?.toLowerCase().replace(/@.*/, '') ?? '']

// `aaaa` and `12345` are one idea each, however long they are.
function distinctSteps(text: string): number {
  const points = [...text].map((letter) => letter.codePointAt(0) ?? 0)
  let steps = points.length > 0 ? 1 : 0
  for (let index = 1; index < points.length; index++) {
    const step = (points[index] ?? 0) - (points[index - 1] ?? 0)
    const before = index > 1 ? (points[index - 1] ?? 0) - (points[index - 2] ?? 0) : undefined
    const predictable = step === 0 || (step === before && Math.abs(step) === 1)
    if (!predictable) steps++
  }
  return steps
}
