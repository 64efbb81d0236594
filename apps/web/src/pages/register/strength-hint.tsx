import { words } from '../../language.ts'
import { strengthOf } from './strength.ts'

const LEAST = 8
const bars = { weak: 1, fair: 2, strong: 3 } as const

/** Helps with a password while it is typed, and forbids nothing that the rules allow. */
export function StrengthHint({ password, known }: { password: string; known: readonly string[] }) {
  const { strength } = words.value
  if (!password) return <>{strength.hint}</>
  const missing = LEAST - [...password.normalize('NFC')].length
  if (missing > 0) return <>{strength.more(missing)}</>
  const level = strengthOf(password, known)
  return (
    <span class={`strength ${level}`}>
      {[1, 2, 3].map((bar) => (
        <i key={bar} class={bar <= bars[level] ? 'on' : ''} />
      ))}
      {strength[level]}
    </span>
  )
}
