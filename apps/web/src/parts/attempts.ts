import { words } from '../language.ts'

/** What was wrong, and how often it may be tried again, where the server says so. */
export function sayAttempts(wrong: string, left: number | undefined): string {
  return left === undefined ? wrong : `${wrong}. ${words.value.code.attempts(left)}`
}
